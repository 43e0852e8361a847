package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups are kept for longer than events: whole from the 2nd on, events from the 3rd. */
class RetainedRangesIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final Instant END = Instant.parse("2026-01-04T17:48:09Z");

  @TempDir Path directory;
  private CutStore store;
  private PastCuts past;
  private Answers answers;
  private LakeFixture lake;

  @BeforeEach
  void fill() throws SQLException {
    lake = new LakeFixture(directory);
    lake.commit(new RandomEvents(1).between(START, END, 1000));
    RetainedFrom.raise(lake.lake().load(LakeTables.EVENTS), LocalDate.parse("2026-01-03"));
    RetainedFrom.raise(lake.lake().load(LakeTables.REQUESTS_HOURLY), LocalDate.parse("2026-01-02"));
    store = new CutStore(LIMITS);
    past = new PastCuts(LIMITS);
    answers = new Answers(store, past, FollowerState::following, Clock.systemUTC(), 0.01);
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
  }

  @AfterEach
  void close() throws SQLException {
    past.close();
    store.close();
    lake.close();
  }

  @Test
  void wholeHoursAreCompleteAsFarAsRollupsAreKept() throws SQLException {
    assertThat(isComplete("/api/v1/summary", "2026-01-02", "2026-01-04")).isTrue();
    assertThat(isComplete("/api/v1/summary", "2026-01-01T23:00:00Z", "2026-01-04")).isFalse();
  }

  @Test
  void aPartOfAnHourIsCompleteAsFarAsEventsAreKept() throws SQLException {
    assertThat(isComplete("/api/v1/summary", "2026-01-02", "2026-01-03T07:30:00Z")).isTrue();
    assertThat(isComplete("/api/v1/summary", "2026-01-02T07:30:00Z", "2026-01-04")).isFalse();
  }

  @Test
  void exactPercentilesAreCompleteAsFarAsEventsAreKept() throws SQLException {
    assertThat(isComplete("/api/v1/latency", "2026-01-02", "2026-01-04", "exact", "true"))
        .isFalse();
    assertThat(isComplete("/api/v1/latency", "2026-01-03", "2026-01-04", "exact", "true")).isTrue();
    assertThat(isComplete("/api/v1/latency", "2026-01-02", "2026-01-04", "exact", "false"))
        .isTrue();
  }

  private boolean isComplete(String path, String from, String to, String... more)
      throws SQLException {
    Map<String, List<String>> parameters = new HashMap<>();
    parameters.put("from", List.of(from));
    parameters.put("to", List.of(to));
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], List.of(more[i + 1]));
    }
    return answers.answer(path, parameters, "id").meta().complete();
  }
}
