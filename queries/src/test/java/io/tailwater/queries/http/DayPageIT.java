package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.api.Answers;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.LedgerLine;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayPageIT {
  private static final Instant NOW = Instant.parse("2026-01-03T12:00:00Z");
  private static final String LOG = "/log/a.log#1:2:3.";

  @TempDir Path directory;
  private LakeFixture lake;

  @BeforeEach
  void open() throws Exception {
    lake = new LakeFixture(directory);
    lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
  }

  @AfterEach
  void close() throws Exception {
    lake.close();
  }

  @Test
  void aPageWithoutLossesDoesNotSpeakOfThem() throws Exception {
    assertThat(page()).contains("<dd>1, 7 B behind, unread for 2 d</dd>").doesNotContain("losses");
  }

  @Test
  void allLogsTogetherAreBehindForAsLongAsTheOldestUnreadByteIsKnown() throws Exception {
    lake.commitLedger(NOW.minusSeconds(600), LedgerLine.of(LOG + 0, 0, 50, 60));
    lake.commitLedger(
        NOW.minusSeconds(5),
        LedgerLine.of("/var/log/access.log#1", 1, 8, 8),
        LedgerLine.of(LOG + 0, 50, 70, 72),
        LedgerLine.of(LOG + 1, 0, 1, 2));

    assertThat(page()).contains("<dd>2, 3 B behind, unread for 5 s</dd>");
  }

  @Test
  void whatIsUnreadOfATopicAreRecords() throws Exception {
    lake.commitLedger(
        NOW.minusSeconds(5),
        LedgerLine.of("/var/log/access.log#1", 1, 8, 8),
        LedgerLine.of("events-0@x", 50, 70, 1_270).withLoss(20, "removed: offsets 50 to 69"));

    assertThat(page())
        .contains("<dd>2, 1,200 records behind, unread for 5 s</dd>")
        .contains("1 (20 records)");
  }

  @Test
  void lossesOfTheLastDayAndEverAreTold() throws Exception {
    lake.commitLedger(
        NOW.minusSeconds(90_000),
        LedgerLine.of(LOG + 0, 0, 4096, 4096).withLoss(1024, "gone: deleted"));
    lake.commitLedger(
        NOW.minusSeconds(60),
        LedgerLine.of(LOG + 1, 0, 9, 9).withLoss(4, "truncated: emptied, from 9, unknown"));

    assertThat(page())
        .contains(
            "<dd>1 (4 B known, maybe more) recorded in the last 24 h, 2 (1.0 KiB known, maybe more)"
                + " ever: see <a href=\"/api/v1/status\">status</a></dd>");
  }

  private String page() throws Exception {
    try (CutStore store = new CutStore(new DuckDbLimits(256, 2, 100));
        PastCuts past = new PastCuts(DuckDbLimits.ofMachine())) {
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
      Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
      return DayPage.render(
          new Answers(store, past, FollowerState::following, clock, 0.01).day(Map.of(), "id"));
    }
  }
}
