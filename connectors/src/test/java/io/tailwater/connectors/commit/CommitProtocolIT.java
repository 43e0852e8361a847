package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the commit protocol rests on, a law a test, each with another process at the worst moment.
 */
class CommitProtocolIT extends OnFaultyLake {

  @Test
  void theGuardSeesATakeoverThatLandsAfterItLookedAndBeforeTheSwap() {
    LakeCoordinator zombie = lake.coordinator("run1");
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 7);
    List<CommitStep> swaps = record(CommitStep.APPEND_EVENTS, () -> lake.start("run2"));

    assertThatThrownBy(() -> zombie.commit(commit))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("table events is run2-start");
    assertThat(swaps).containsOnlyOnce(CommitStep.APPEND_EVENTS);
    lake.coordinator("run2").commit(lake.commit("run2", 1, "a", 0, 4));
    assertSound(4);
  }

  @Test
  void theGuardGoesByCommitIdsSoARewriteAndTheExpiryOfWhatItReplacedDisturbNobody() {
    LakeCoordinator coordinator = lake.coordinator("run1");
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    coordinator.commit(lake.commit("run1", 2, "a", 70, 7));
    List<CommitStep> swaps = record(CommitStep.APPEND_EVENTS, this::mergeAndExpire);
    coordinator.commit(lake.commit("run1", 3, "a", 140, 1));

    assertThat(swaps).contains(CommitStep.MERGE, CommitStep.EXPIRE);
    assertSound(15);
  }

  @Test
  void offsetsThatWereReadBeforeAnotherProcessCommittedAreRefused() {
    lake.coordinator("run1").commit(lake.commit("run1", 1, "a", 0, 7));
    long stale = offsetOfA(lake.start("run2"));
    lake.coordinator("run2").commit(lake.commit("run2", 2, "a", 70, 5));
    ResumePoint point = lake.start("run3");

    assertThatThrownBy(
            () ->
                lake.coordinator("run3")
                    .commit(lake.commit("run3", point.seq() + 1, "a", stale, 5)))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("must go on at offset 120")
        .hasMessageContaining("got 70");
    assertSound(12);
  }

  @Test
  void aStartFencesTheLedgerFirstWithAnAppendOfNothing() {
    lake.coordinator("run1").commit(lake.commit("run1", 1, "a", 0, 7));
    long before = lake.rows(LakeTables.LEDGER);
    List<CommitStep> swaps = record(CommitStep.OTHER, () -> {});
    lake.start("run2");

    assertThat(swaps)
        .containsExactly(
            CommitStep.FENCE_LEDGER,
            CommitStep.FENCE_EVENTS,
            CommitStep.FENCE_REQUESTS_HOURLY,
            CommitStep.FENCE_REJECTS);
    assertThat(lake.rows(LakeTables.LEDGER)).isEqualTo(before);
    assertThat(lake.cut().seq()).isEqualTo(1);
  }

  /** Its data is rolled back then, so its ledger row must not land. */
  @Test
  void aZombieThatHasAllButItsLedgerRowInTheLakeIsFencedByTheStartsFirstStep() {
    LakeCoordinator zombie = lake.coordinator("run1");
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 7);
    List<Throwable> ended = new ArrayList<>();
    FaultyCatalog.set(
        Fail.once("ledger", false, () -> ended.add(catchThrowable(() -> startUpToTheLedger()))));

    assertThatThrownBy(() -> zombie.commit(commit))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("table ledger is run2-start");
    assertThat(ended).singleElement().isInstanceOf(Fail.Killed.class);
    assertThat(lake.start("run3").seq()).isZero();
    lake.coordinator("run3").commit(lake.commit("run3", 1, "a", 0, 4));
    assertSound(4);
  }

  @Test
  void aCommitOfTheSameNumberByAnotherRunIsNotTakenForOnesOwn() {
    LakeCoordinator zombie = lake.coordinator("run1");
    FaultyCatalog.set(Fail.killed("events", true));
    assertThatThrownBy(() -> zombie.commit(lake.commit("run1", 1, "a", 0, 7)))
        .isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);

    TableLine line =
        new TableLine(
            LakeTables.EVENTS,
            lake.catalog.load(LakeTables.EVENTS),
            TestLake.PIPELINE,
            "run1-start",
            TestLake.QUICK);
    assertThat(line.holds(1, "run2-1-x")).isFalse();
    lake.start("run2");
    lake.coordinator("run2").commit(lake.commit("run2", 1, "a", 0, 4));
    assertSound(4);
  }

  @Test
  void aRollbackUndoesNothingThatLandedSinceItLooked() {
    LakeCoordinator zombie = lake.coordinator("run1");
    zombie.commit(lake.commit("run1", 1, "a", 0, 7));
    FaultyCatalog.set(Fail.killed("events", true));
    assertThatThrownBy(() -> zombie.commit(lake.commit("run1", 2, "a", 70, 5)))
        .isInstanceOf(Fail.Killed.class);
    record(CommitStep.ROLLBACK, () -> startAndCommit("run3", 2, 3));

    assertThatThrownBy(() -> lake.start("run2"))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("run3-2-");
    assertThat(lake.start("run4").seq()).isEqualTo(2);
    assertSound(10);
  }

  @Test
  void stateOfAnOlderRunIsRefusedAndAStartWithoutItGoesOn() {
    LakeCoordinator older = lake.coordinator("run1");
    LakeCommittable first = lake.commit("run1", 1, "a", 0, 7);
    older.commit(first);
    LakeCommittable pending = lake.commit("run1", 2, "a", 70, 5);
    lake.start("run2");
    lake.coordinator("run2").commit(lake.commit("run2", 2, "a", 70, 3));

    assertThatThrownBy(() -> lake.coordinator("run1")).isInstanceOf(FencedException.class);
    LakeCoordinator current = lake.coordinator("run2");
    assertThatThrownBy(() -> current.commit(pending))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("is not of run run2")
        .hasMessageContaining("start without Flink state; the lake knows where to go on");
    ResumePoint point = lake.start("run3");
    assertThat(offsetOfA(point)).isEqualTo(100);
    lake.coordinator("run3").commit(lake.commit("run3", point.seq() + 1, "a", 100, 1));
    assertSound(11);
  }

  /** The state of a checkpoint before the newest: its commit has a number that is taken. */
  @Test
  void stateOlderThanTheLakeIsRefusedAndAStartWithoutItGoesOn() {
    LakeCoordinator coordinator = lake.coordinator("run1");
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    coordinator.commit(lake.commit("run1", 2, "a", 70, 5));
    LakeCommittable again = lake.commit("run1", 2, "a", 70, 3);

    assertThatThrownBy(() -> lake.coordinator("run1").commit(again))
        .isInstanceOf(CommitRefusedException.class)
        .hasMessageContaining("cannot follow: the lake's ledger holds commit 2, so the next is 3")
        .hasMessageContaining("Start without Flink state; the lake knows where to go on");
    ResumePoint point = lake.start("run2");
    assertThat(offsetOfA(point)).isEqualTo(120);
    lake.coordinator("run2").commit(lake.commit("run2", point.seq() + 1, "a", 120, 1));
    assertSound(13);
  }

  /** Iceberg must not delete the manifests of the snapshot that has landed. */
  @ParameterizedTest
  @EnumSource(
      value = CommitStep.class,
      names = {"APPEND_EVENTS", "MERGE", "NAME_CUT"})
  void aConflictThatIsReportedThoughTheSwapLandedDestroysNothing(CommitStep step)
      throws IOException {
    Path own = Files.createDirectory(warehouse.resolve("play"));
    try (CommitPlay play =
        new CommitPlay(own, CommitFault.CONFLICT_THOUGH_LANDED, step, new SplittableRandom(7))) {
      CommitPlay.Outcome outcome = play.play();
      assertThat(outcome.isRight()).as(outcome.toString()).isTrue();
    }
  }

  /** Keeps a record of all swaps from now on; before the first of one step, something happens. */
  private static List<CommitStep> record(CommitStep step, Runnable first) {
    List<CommitStep> swaps = new ArrayList<>();
    FaultyCatalog.set(
        swap -> {
          boolean isFirst = swap.step() == step && !swaps.contains(step);
          swaps.add(swap.step());
          if (isFirst) {
            first.run();
          }
          swap.land();
        });
    return swaps;
  }

  private void startUpToTheLedger() {
    FaultyCatalog.set(Fail.killed("ledger", true));
    try (TestLake other = TestLake.faulty(warehouse)) {
      other.start("run2");
    } finally {
      FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    }
  }

  private void startAndCommit(String run, long seq, int lines) {
    try (TestLake other = TestLake.faulty(warehouse)) {
      other.start(run);
      other.coordinator(run).commit(other.commit(run, seq, "a", 70, lines));
    }
  }

  private void mergeAndExpire() {
    try (TestLake other = TestLake.faulty(warehouse)) {
      Upkeep upkeep = new Upkeep(other.catalog, TestLake.TARGETS.mergingAll());
      upkeep.merge(EnumSet.allOf(LakeTables.class), false);
      upkeep.expire(Instant.now().plus(Duration.ofDays(8)), false);
    }
  }

  private static long offsetOfA(ResumePoint point) {
    return point.heads().stream()
        .filter(head -> head.stream().equals("a"))
        .mapToLong(StreamHead::offset)
        .findFirst()
        .orElseThrow();
  }

  private void assertSound(long events) {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    assertThat(Audit.at(lake.catalog, lake.cut(), PlayEnd.DEEP).findings()).isEmpty();
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(events);
  }
}
