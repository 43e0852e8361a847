package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day's block is kept for as long as no commit touches the day, and no longer. */
class DayBlocksIT {
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final int FIRST_HOUR = (int) (DAY.getEpochSecond() / 3600);

  @TempDir Path directory;
  private LakeFixture lake;
  private CutStore store;
  private RandomEvents random;

  @BeforeEach
  void open() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("DayBlocksIT seed " + seed);
    random = new RandomEvents(seed);
    lake = new LakeFixture(directory);
    store = new CutStore(new DuckDbLimits(256, 2, 100));
    commit(0, 300);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    lake.close();
  }

  @Test
  void everyKindHoldsTheWholeDay() throws SQLException {
    for (BlockKind kind : BlockKind.values()) {
      DayBlock block = block(kind);
      assertThat(sum(block, 0)).as("requests of %s", kind).isEqualTo(300);
      assertThat(Arrays.stream(block.amounts()).sum() + sum(block, 5))
          .as("latencies of %s", kind)
          .isEqualTo(sum(block, 4));
    }
  }

  @Test
  void aCommitOfAnotherDayLeavesItAndALateRowMakesItAnew() throws SQLException {
    DayBlock before = block(BlockKind.PLACES);
    commit(1, 50);
    assertThat(block(BlockKind.PLACES)).isSameAs(before);

    commit(0, 7);
    assertThat(sum(block(BlockKind.PLACES), 0)).isEqualTo(307);
  }

  @Test
  void aSessionOfTheCutBeforeKeepsItsOwn() throws SQLException {
    try (CutSession old = store.open().orElseThrow()) {
      commit(0, 7);
      assertThat(sum(block(BlockKind.TOTALS), 0)).isEqualTo(307);
      assertThat(sum(old.block(BlockKind.TOTALS, FIRST_HOUR), 0)).isEqualTo(300);
    }
    LakeAtCut first = LakeAtCut.newest(lake.lake()).orElseThrow().asOf(c -> c.seq() == 1).get();
    try (CutSession recent = store.open(first).orElseThrow()) {
      assertThat(sum(recent.block(BlockKind.PLACE_HOURS, FIRST_HOUR), 0)).isEqualTo(300);
    }
  }

  private void commit(int day, int events) throws SQLException {
    Instant from = DAY.plus(Duration.ofDays(day));
    List<Event> some = random.between(from, from.plus(Duration.ofDays(1)), events);
    lake.commit(some);
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
  }

  private DayBlock block(BlockKind kind) throws SQLException {
    try (CutSession session = store.open().orElseThrow()) {
      return session.block(kind, FIRST_HOUR);
    }
  }

  private static long sum(DayBlock block, int which) {
    long sum = 0;
    for (int row = 0; row < block.rows(); row++) {
      sum += block.counts()[row * DayBlock.COUNTS + which];
    }
    return sum;
  }
}
