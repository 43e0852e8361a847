package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions of one session, asked of every tier and of events, while commits are loaded. */
class OneCutIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(3));
  private static final int COMMITS = 12;

  @TempDir Path directory;

  @Test
  void allTotalsOfASessionAreThoseOfItsCutWhileLoadsLand() throws Exception {
    ExecutorService readers = Executors.newFixedThreadPool(3);
    try (LakeFixture lake = new LakeFixture(directory);
        CutStore store = new CutStore(new DuckDbLimits(256, 2, 100))) {
      RandomEvents random = new RandomEvents(7);
      List<Future<Integer>> reading = new ArrayList<>();
      for (int seq = 1; seq <= COMMITS; seq++) {
        lake.commit(random.between(START, END, 10));
        store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
        if (seq == 1) {
          for (int i = 0; i < 3; i++) {
            reading.add(readers.submit(() -> readUntilTheLast(store)));
          }
        }
      }
      for (Future<Integer> reader : reading) {
        assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  @Test
  void wordsOfARecentCutAreNotMistakenForThoseThatCameSince() throws Exception {
    try (LakeFixture lake = new LakeFixture(directory);
        CutStore store = new CutStore(new DuckDbLimits(256, 2, 100))) {
      lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/b", 200, 5)));
      LakeAtCut first = LakeAtCut.newest(lake.lake()).orElseThrow();
      store.load(first);
      List<Dimension> by = List.of(Dimension.ENDPOINT, Dimension.METHOD);
      try (CutSession session = store.open().orElseThrow()) {
        assertThat(groups(session, by, START, END)).extracting(Group::key).hasSize(1);
      }
      lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
      store.load(LakeAtCut.newest(lake.lake()).orElseThrow());

      try (CutSession session = store.open(first).orElseThrow()) {
        assertThat(groups(session, by, START, END))
            .extracting(Group::key)
            .containsExactly(List.of("/b", "GET"));
      }
    }
  }

  /** Every commit has ten events, so a cut's number tells its total. */
  private static int readUntilTheLast(CutStore store) throws SQLException {
    int sessions = 0;
    for (long seq = 0; seq < COMMITS; sessions++) {
      try (CutSession session = store.open().orElseThrow()) {
        seq = session.lake().cut().seq();
        for (List<Dimension> by :
            List.of(
                List.<Dimension>of(),
                List.of(Dimension.ENDPOINT),
                List.of(Dimension.METHOD),
                List.of(Dimension.STATUS, Dimension.HOUR))) {
          assertThat(total(session, by, START, END)).as(by.toString()).isEqualTo(10 * seq);
        }
        Instant middle = START.plus(Duration.ofMinutes(1777));
        long before = total(session, List.of(), START, middle);
        assertThat(before + total(session, List.of(), middle, END)).isEqualTo(10 * seq);
      }
    }
    return sessions;
  }

  private static long total(CutSession session, List<Dimension> by, Instant from, Instant to)
      throws SQLException {
    return groups(session, by, from, to).stream().mapToLong(g -> g.counts().requests()).sum();
  }

  private static List<Group> groups(
      CutSession session, List<Dimension> by, Instant from, Instant to) throws SQLException {
    TimeRange range = new TimeRange(from, to, TimeRange.Basis.ASKED);
    Facts facts =
        new Facts(
            session,
            range,
            RangeParts.of(range, EventExtent.of(session)),
            new Filters(Map.of(), List.of()));
    List<Sql> keys = by.stream().map(dimension -> Sql.of(dimension.sql())).toList();
    return new GroupQuery(facts, keys).run(new double[0]);
  }
}
