package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.Json;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollups of more days than the memory has room for: the answers are those of all in memory. */
class BoundedMemoryIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);
  private static final Instant START = Instant.parse("2026-01-01T05:12:34Z");
  private static final int DAYS = 20;
  private static final long BUDGET = 1_000_000;

  @TempDir Path directory;
  private long seed;
  private LakeFixture lake;
  private CutStore all;
  private CutStore some;
  private PastCuts past;

  @BeforeEach
  void open() throws SQLException {
    seed = System.nanoTime();
    System.out.println("BoundedMemoryIT seed " + seed);
    lake = new LakeFixture(directory);
    lake.commit(new RandomEvents(seed).between(START, day(DAYS), 4000));
    all = new CutStore(LIMITS);
    some = new CutStore(LIMITS, BUDGET, StoreTables.Rollups.IN_MEMORY);
    past = new PastCuts(LIMITS);
    loadBoth();
  }

  @AfterEach
  void close() throws SQLException {
    past.close();
    some.close();
    all.close();
    lake.close();
  }

  @Test
  void answersAreTheSameWhileOlderDaysAreLoadedAndWhenTheyNoMoreFit() throws SQLException {
    int before = firstHour();
    assertThat(before).isGreaterThan(Integer.MIN_VALUE);
    sameAnswers();

    boolean more = some.loadOlder();
    assertThat(firstHour()).isLessThan(before);
    sameAnswers();

    while (more) {
      more = some.loadOlder();
    }
    assertThat(firstHour()).isGreaterThan(Integer.MIN_VALUE);
    sameAnswers();
  }

  @Test
  void newDaysPushTheOldestOut() throws SQLException {
    boolean more = true;
    while (more) {
      more = some.loadOlder();
    }
    int before = firstHour();
    lake.commit(new RandomEvents(seed + 1).between(START, day(DAYS + 5), 4000));
    loadBoth();

    assertThat(some.fullLoads()).isEqualTo(1);
    assertThat(firstHour()).isGreaterThan(before);
    try (CutSession session = some.open().orElseThrow()) {
      for (Tier tier : Tier.values()) {
        assertThat(
                session
                    .query(Sql.of("SELECT min(hour) FROM " + tier.counts()), row -> row.getInt(1))
                    .get(0))
            .isGreaterThanOrEqualTo(firstHour());
      }
    }
    sameAnswers();
  }

  @Test
  void aRecentCutIsReadFromItsOwnFiles() throws SQLException {
    LakeAtCut earlier = all.current().orElseThrow();
    lake.commit(new RandomEvents(seed + 1).between(START, day(DAYS), 1000));
    loadBoth();

    try (CutSession session = some.open(earlier).orElseThrow()) {
      int first = session.firstHourInMemory();
      long inMemory =
          session
              .query(Sql.of("SELECT sum(requests)::BIGINT FROM totals"), r -> r.getLong(1))
              .get(0);
      String older = session.rollups(Integer.MIN_VALUE, first);
      String hours = " WHERE hour < make_timestamptz(" + first * 3600L * 1_000_000 + ")";
      long inFiles =
          session
              .query(
                  Sql.of("SELECT sum(requests)::BIGINT FROM " + older + hours), r -> r.getLong(1))
              .get(0);
      assertThat(inMemory + inFiles).isEqualTo(4000);
    }
  }

  @Test
  void aDayInFilesIsWholeAlsoWhenAPartOfItWasAskedForBefore() throws SQLException {
    assertThat(firstHour()).isGreaterThan(HourSpan.of(day(6)));
    for (String group : List.of("", "status_class", "endpoint", "service")) {
      String[][] ranges = {{"2026-01-04", "2026-01-06T15:00:00Z"}, {"2026-01-06", "2026-01-07"}};
      for (String[] range : ranges) {
        Map<String, List<String>> asked = new HashMap<>();
        asked.put("from", List.of(range[0]));
        asked.put("to", List.of(range[1]));
        asked.put("step", List.of("1h"));
        if (!group.isEmpty()) {
          asked.put("group_by", List.of(group));
        }
        assertThat(answer(some, "timeseries", asked))
            .as("by %s of %s", group, List.of(range))
            .isEqualTo(answer(all, "timeseries", asked));
      }
    }
  }

  private void sameAnswers() throws SQLException {
    Random random = new Random(seed);
    for (String path : List.of("summary", "endpoints", "latency", "timeseries")) {
      for (int i = 0; i < 3; i++) {
        Map<String, List<String>> asked = new HashMap<>();
        Instant from = START.plusSeconds(random.nextInt(DAYS * 86_400));
        Instant to = from.plusSeconds(3600 + random.nextInt(DAYS * 86_400));
        asked.put("from", List.of((i == 0 ? START : from).toString()));
        asked.put("to", List.of((i == 0 ? day(DAYS) : to).toString()));
        if (i == 1) {
          asked.put("service", List.of("service-1"));
        }
        assertThat(answer(some, path, asked)).isEqualTo(answer(all, path, asked));
      }
    }
  }

  private String answer(CutStore store, String path, Map<String, List<String>> asked)
      throws SQLException {
    Answers answers = new Answers(store, past, FollowerState::following, Clock.systemUTC(), 0.01);
    return Json.write(answers.answer("/api/v1/" + path, asked, "id").body());
  }

  private int firstHour() throws SQLException {
    try (CutSession session = some.open().orElseThrow()) {
      return session.firstHourInMemory();
    }
  }

  private void loadBoth() throws SQLException {
    LakeAtCut newest = LakeAtCut.newest(lake.lake()).orElseThrow();
    some.load(newest);
    all.load(newest);
  }

  private static Instant day(int number) {
    return Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number * 86_400L);
  }
}
