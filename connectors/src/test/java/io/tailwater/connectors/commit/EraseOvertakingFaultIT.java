package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.erase.Receipt;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.LakeTables;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was made before an erasure, and lands after it or amidst it. */
class EraseOvertakingFaultIT extends OnFaultyLake {
  private PeopleLake people;

  @BeforeEach
  void open() {
    people = new PeopleLake(lake);
  }

  /** The commit was made for a cut whose snapshots are deleted by then. */
  @Test
  void aCommitThatIsOvertakenByAnErasureNamesWhatThatLeft() {
    LakeCoordinator coordinator = lake.coordinator("run1");
    people.commit(coordinator, "run1", 1, 2);
    FaultyCatalog.set(Fail.once("ledger", false, this::eraseMeanwhile));
    coordinator.commit(quiet(3));
    assertErasedOnce(3);
    coordinator.commit(people.commit("run1", 4, "a", 40));
    assertThat(people.findings()).isEmpty();
  }

  @Test
  void aStartThatIsOvertakenByAnErasureDoesNotUndoIt() {
    people.commit(lake.coordinator("run1"), "run1", 1, 2);
    FaultyCatalog.set(Fail.once("ledger", false, this::eraseMeanwhile));
    lake.start("run2");
    assertErasedOnce(2);
    people.commit(lake.coordinator("run2"), "run2", 3, 1);
    assertThat(people.findings()).isEmpty();
  }

  @Test
  void anUpkeepOfTheLedgerThatIsOvertakenByAnErasureKeepsItsCut() {
    people.commit(lake.coordinator("run1"), "run1", 1, 2);
    FaultyCatalog.set(Fail.once("ledger", false, this::eraseMeanwhile));
    new Upkeep(lake.catalog, TestLake.TARGETS.mergingAll())
        .merge(EnumSet.of(LakeTables.LEDGER), false);
    assertErasedOnce(2);
  }

  /**
   * The commit was made when the erasure was in the ledger and the manifests without it were not,
   * and lands when older snapshots are let go.
   */
  @Test
  void aCommitThatLandsWhileSnapshotsAreLetGoNamesNoneOfThemInTheEnd() {
    LakeCoordinator coordinator = lake.coordinator("run1");
    people.commit(coordinator, "run1", 1, 2);
    CountDownLatch made = new CountDownLatch(1);
    CountDownLatch maySwap = new CountDownLatch(1);
    CompletableFuture<?>[] commit = new CompletableFuture<?>[1];
    AtomicInteger ofEvents = new AtomicInteger();
    FaultyCatalog.set(
        swap -> {
          if (swap.step() == CommitStep.APPEND_LEDGER) {
            made.countDown();
            await(maySwap);
          } else if (swap.table().equals("events") && ofEvents.getAndIncrement() == 1) {
            commit[0] = CompletableFuture.runAsync(() -> coordinator.commit(quiet(3)));
            await(made);
          } else if (swap.table().equals("ledger") && swap.step() == CommitStep.EXPIRE) {
            maySwap.countDown();
            commit[0].join();
          }
          swap.land();
        });
    people.erase(PeopleLake.OF_PERSON);
    assertThat(commit[0]).isCompleted();
    assertErasedOnce(3);
    lake.start("run2");
    assertThat(lake.catalog.load(LakeTables.EVENTS).snapshots()).hasSize(2);
  }

  /** Its events were not looked at, and nobody is to believe that. */
  @Test
  void aReceiptNamesTheNewestCommitThatWasSearchedNotOneThatCameMeanwhile() {
    LakeCoordinator coordinator = lake.coordinator("run1");
    people.commit(coordinator, "run1", 1, 2);
    FaultyCatalog.set(Fail.once("events", true, () -> people.commit(coordinator, "run1", 3, 1)));
    Receipt receipt = people.erase(PeopleLake.OF_PERSON);
    assertThat(lake.cut().seq()).isEqualTo(3);
    assertThat(people.events().values())
        .filteredOn(row -> row.contains(PeopleLake.PERSON + ","))
        .hasSize(4);
    assertThat(receipt.searchedToCommit()).isEqualTo(2);
    assertThat(people.erase(PeopleLake.OF_PERSON).searchedToCommit()).isEqualTo(3);
  }

  /** A commit without a line. */
  private static LakeCommittable quiet(long seq) {
    LedgerEntry entry = LedgerEntry.of(TestLake.progress("b", 0, 0), 0);
    return new LakeCommittable(seq, "run1-" + seq + "-x", List.of(), List.of(entry), null);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void eraseMeanwhile() {
    try (TestLake other = TestLake.faulty(warehouse)) {
      new PeopleLake(other).erase(PeopleLake.OF_PERSON);
    }
  }

  private void assertErasedOnce(int commits) {
    assertThat(lake.cut().seq()).isEqualTo(commits);
    assertThat(people.events()).hasSize(32);
    assertThat(people.erased()).isEqualTo(8);
    assertThat(people.findings()).isEmpty();
  }
}
