package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepRounds;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Upkeep that is stopped at any of its swaps, and upkeep beside commits. */
class UpkeepFaultIT extends OnFaultyLake {
  private static final int ROWS_A_COMMIT = 3;

  private static List<Arguments> swaps() {
    List<Arguments> swaps = new ArrayList<>();
    for (LakeTables table : LakeTables.values()) {
      // The ledger is swapped twice: when it is merged and when the cut is named.
      for (int swap = 0; swap < (table == LakeTables.LEDGER ? 2 : 1); swap++) {
        swaps.add(Arguments.of(table, swap, false));
        swaps.add(Arguments.of(table, swap, true));
      }
    }
    return swaps;
  }

  @ParameterizedTest(name = "{0}, swap {1}, landed {2}")
  @MethodSource("swaps")
  void whereverAMergeEndsTheLakeIsSoundAndTheNextOneGoesOn(
      LakeTables table, int swap, boolean landed) {
    commit(lake.coordinator("run1"), "run1", 1, 10);
    FaultyCatalog.set(Fail.killedAt(table.tableName(), swap, landed));
    assertThatThrownBy(this::merge).isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    assertSound(10);

    commit(lake.coordinator("run1"), "run1", 11, 1);
    merge();
    assertSound(11);
    lake.start("run2");
    commit(lake.coordinator("run2"), "run2", 12, 1);
    merge();
    assertSound(12);
  }

  @ParameterizedTest
  @EnumSource(LakeTables.class)
  void daysThatAMergeTakesFromRetentionGoInTheNextRound(LakeTables table) {
    commit(lake.coordinator("run1"), "run1", 1, 3);
    // Of the ledger, the newest row of each of the four streams stays.
    int left = table == LakeTables.LEDGER ? 4 : 0;
    Instant[] now = {Instant.now().plus(Duration.ofDays(500))};
    UpkeepRounds rounds = new UpkeepRounds(lake.catalog, TestLake.TARGETS, () -> now[0]);
    FaultyCatalog.set(Fail.once(table.tableName(), false, this::merge));
    rounds.round();
    assertThat(lake.rows(table)).as("merged meanwhile").isGreaterThan(left);
    now[0] = now[0].plusSeconds(30);
    rounds.round();
    assertThat(lake.rows(table)).isEqualTo(left);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @Test
  void commitsBesideMergesGoThrough() throws Exception {
    besideMerges(30);
  }

  /** A commit appends to each of the four tables. */
  @Test
  @Tag("long")
  void tenThousandAppendsBesideMergesGoThrough() throws Exception {
    besideMerges(2_500);
  }

  private void besideMerges(int commits) throws Exception {
    LakeCoordinator coordinator = lake.coordinator("run1");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (TestLake beside = TestLake.faulty(warehouse)) {
      CompletableFuture<Void> committing =
          CompletableFuture.runAsync(() -> commit(coordinator, "run1", 1, commits), thread);
      Upkeep upkeep = new Upkeep(beside.catalog, TestLake.TARGETS);
      int merged = 0;
      while (!committing.isDone()) {
        merged +=
            upkeep.merge(EnumSet.allOf(LakeTables.class), false).stream()
                .mapToInt(done -> done.filesAfter())
                .sum();
        upkeep.expire(Instant.now(), false);
      }
      committing.get();
      assertThat(merged).as("merged files written meanwhile").isPositive();
    } finally {
      thread.shutdown();
    }
    assertSound(commits);
  }

  private void merge() {
    new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll())
        .merge(EnumSet.allOf(LakeTables.class), false);
  }

  private void commit(LakeCoordinator coordinator, String run, int firstSeq, int count) {
    for (int seq = firstSeq; seq < firstSeq + count; seq++) {
      coordinator.commit(
          lake.commitWithReject(run, seq, "a", 10L * ROWS_A_COMMIT * (seq - 1), ROWS_A_COMMIT));
    }
  }

  private void assertSound(int commits) {
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(lake.cut().seq()).isEqualTo(commits);
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo((long) commits * ROWS_A_COMMIT);
  }
}
