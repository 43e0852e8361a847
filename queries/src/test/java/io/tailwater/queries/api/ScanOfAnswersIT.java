package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.lake.ScanReport;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer says which files it was read from. */
class ScanOfAnswersIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);

  @TempDir Path directory;

  @Test
  void answersFromEventsCountTheirFilesOnceAndThoseFromMemoryCountNone() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory);
        CutStore store = new CutStore(LIMITS);
        PastCuts past = new PastCuts(LIMITS)) {
      lake.commit(
          List.of(
              Event.at("2026-01-01T10:00:00Z", "/a", 200, 5),
              Event.at("2026-01-02T10:00:01Z", "/a", 503, 7),
              Event.at("2026-01-03T10:00:01Z", "/a", 503, 7)));
      LakeAtCut cut = LakeAtCut.newest(lake.lake()).orElseThrow();
      store.load(cut);
      Answers answers = new Answers(store, past, FollowerState::following, Clock.systemUTC(), 0.01);

      ScanReport.Amounts scan = scan(answers, "2026-01-02T10:00:00Z", "2026-01-02T10:30:00Z");
      long all = 0;
      for (String file : cut.files(LakeTables.EVENTS)) {
        all += Files.size(Path.of(file));
      }
      assertThat(scan.filesTotal()).isEqualTo(3);
      assertThat(scan.filesRead()).isEqualTo(1);
      assertThat(scan.bytesTotal()).isEqualTo(all);
      assertThat(scan.bytesRead()).isBetween(all / 4, all / 2);
      assertThat(scan.savedRatio()).isEqualTo(1 - (double) scan.bytesRead() / all);
      assertThat(scan(answers, "2026-01-01", "2026-01-04")).isNull();
      assertThat(scan("/api/v1/events", answers, "2026-01-01", "2026-01-02").filesRead())
          .isEqualTo(1);
    }
  }

  private static ScanReport.Amounts scan(Answers answers, String from, String to) throws Exception {
    return scan("/api/v1/latency", answers, from, to);
  }

  private static ScanReport.Amounts scan(String path, Answers answers, String from, String to)
      throws Exception {
    return answers
        .answer(path, Map.of("from", List.of(from), "to", List.of(to)), "1")
        .meta()
        .scan();
  }
}
