package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorFaultIT {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;

  @BeforeEach
  void open() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake = TestLake.faulty(warehouse);
  }

  @AfterEach
  void close() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake.close();
  }

  @ParameterizedTest(name = "killed at {0}, landed: {1}")
  @CsvSource({
    "events,false", "events,true", "requests_hourly,false", "requests_hourly,true",
    "rejects,false", "rejects,true", "ledger,false", "ledger,true"
  })
  void aRunKilledBetweenTablesIsContinuedByTheNext(String table, boolean landed) {
    lake.start("run1");
    LakeCoordinator first = lake.coordinator("run1");
    first.commit(lake.commit("run1", 1, "a", 0, 7));
    FaultyCatalog.set(Fail.killed(table, landed));
    LakeCommittable second = lake.commitWithReject("run1", 2, "a", 70, 5);
    assertThatThrownBy(() -> first.commit(second)).isInstanceOf(Fail.Killed.class);

    ResumePoint point = lake.start("run2");
    boolean counted = table.equals("ledger") && landed;
    assertThat(point.seq()).isEqualTo(counted ? 2 : 1);
    long offset = counted ? 120 : 70;
    assertThat(point.heads())
        .filteredOn(head -> head.stream().equals("a"))
        .extracting(StreamHead::offset)
        .containsExactly(offset);
    lake.coordinator("run2").commit(lake.commitWithReject("run2", point.seq() + 1, "a", offset, 4));

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(counted ? 16 : 11);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @ParameterizedTest(name = "failover at {0}, landed: {1}")
  @CsvSource({
    "events,true",
    "requests_hourly,false",
    "rejects,true",
    "ledger,false",
    "ledger,true"
  })
  void withinARunTheSameCommitIsRepeatedByTheNextCommitter(String table, boolean landed) {
    lake.start("run1");
    LakeCommittable commit = lake.commitWithReject("run1", 1, "a", 0, 7);
    FaultyCatalog.set(Fail.killed(table, landed));
    assertThatThrownBy(() -> lake.coordinator("run1").commit(commit))
        .isInstanceOf(Fail.Killed.class);

    LakeCoordinator next = lake.coordinator("run1");
    next.commit(commit);
    next.commit(lake.commit("run1", 2, "a", 70, 1));

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(8);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"events", "requests_hourly", "ledger"})
  void anAnswerLostOrABusyDatabaseIsNoFailure(String table) {
    lake.start("run1");
    LakeCoordinator coordinator = lake.coordinator("run1");
    FaultyCatalog.set(Fail.answerLost(table));
    coordinator.commit(lake.commit("run1", 1, "a", 0, 7));
    FaultyCatalog.set(Fail.busy(table));
    coordinator.commit(lake.commit("run1", 2, "a", 70, 3));

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(10);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @ParameterizedTest(name = "start killed at {0}, landed: {1}")
  @CsvSource({"events,false", "events,true", "rejects,true", "ledger,false", "ledger,true"})
  void aStartThatDiesIsMadeGoodByTheNext(String table, boolean landed) {
    FaultyCatalog.set(Fail.killed(table, landed));
    assertThatThrownBy(() -> lake.start("run1")).isInstanceOf(Fail.Killed.class);
    lake.start("run2");
    FaultyCatalog.set(Fail.killed(table, landed));
    assertThatThrownBy(() -> lake.start("run3")).isInstanceOf(Fail.Killed.class);

    lake.start("run4");
    lake.coordinator("run4").commit(lake.commit("run4", 1, "a", 0, 7));
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  /** There are ten loads in a start and the making of a coordinator; each attempt makes more. */
  @ParameterizedTest(name = "{0} loads refused from the {1}th on")
  @CsvSource({"1,0", "4,0", "1,1", "4,3", "2,5", "2,8", "1,9"})
  void aCatalogThatCannotBeReadForAMomentKeepsNobodyFromStarting(int refused, int from) {
    lake.start("run1");
    FaultyCatalog.refuseLoads(refused, from);
    lake.start("run2");
    lake.coordinator("run2").commit(lake.commit("run2", 1, "a", 0, 7));
    assertThat(FaultyCatalog.loadsToRefuse()).isZero();
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @ParameterizedTest(name = "landed: {0}")
  @ValueSource(booleans = {false, true})
  void anAdoptionThatDiesIsMadeGoodByTheNextStart(boolean landed) {
    lake.start("run1");
    lake.coordinator("run1").commit(lake.commit("run1", 1, "a", 0, 7));
    ResumePoint dying = lake.start("run2");
    FaultyCatalog.set(Fail.killed("ledger", landed));
    assertThatThrownBy(() -> adopt(dying)).isInstanceOf(Fail.Killed.class);

    ResumePoint point = adopt(lake.start("run3"));
    assertThat(point.seq()).isEqualTo(2);
    assertThat(point.heads())
        .singleElement()
        .satisfies(head -> assertThat(head.source() + head.offset()).isEqualTo("access70"));
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  private ResumePoint adopt(ResumePoint point) {
    return LakeStart.adopt(lake.catalog, TestLake.PIPELINE, point, "web", "access");
  }

  @Test
  void whatAZombieAppendsDuringTheRollbackIsNeitherKeptNorUndoneUnseen() {
    lake.start("run1");
    LakeCoordinator zombie = lake.coordinator("run1");
    zombie.commit(lake.commit("run1", 1, "a", 0, 7));
    LakeCommittable late = lake.commit("run1", 2, "a", 70, 5);
    List<Throwable> refused = new ArrayList<>();
    FaultyCatalog.set(
        Fail.once("events", false, () -> refused.add(catchThrowable(() -> zombie.commit(late)))));
    lake.start("run2");

    // The zombie found the ledger fenced before it touched a table.
    assertThat(refused).hasSize(1).first().isInstanceOf(FencedException.class);
    lake.coordinator("run2").commit(lake.commit("run2", 2, "a", 70, 4));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(11);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @Test
  void aZombieInTheMiddleOfACommitIsRefusedAtTheNextTable() {
    lake.start("run1");
    LakeCoordinator zombie = lake.coordinator("run1");
    LakeCommittable commit = lake.commit("run1", 1, "a", 0, 7);
    FaultyCatalog.set(Fail.once("events", true, () -> lake.start("run2")));

    assertThatThrownBy(() -> zombie.commit(commit))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("table requests_hourly is run2-start");
    lake.coordinator("run2").commit(lake.commit("run2", 1, "a", 0, 4));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(4);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  /** Right before the table gets its first, empty commit, which must not come after others. */
  @ParameterizedTest
  @EnumSource(LakeTables.class)
  void aTableThatAnotherProcessMadeAndFilledMeanwhileIsNotBegunAnew(LakeTables table) {
    FaultyCatalog.set(
        Fail.at(
            table.tableName(),
            1,
            false,
            () -> {
              try (TestLake other = TestLake.faulty(warehouse)) {
                other.start("run2");
                other.coordinator("run2").commit(other.commit("run2", 1, "a", 0, 3));
              }
            }));
    assertThat(lake.start("run1").seq()).isEqualTo(1);
    lake.coordinator("run1").commit(lake.commit("run1", 2, "a", 30, 2));
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(5);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @RepeatedTest(5)
  void twoStartsAtOnceLeaveTheLakeSound() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Boolean>> runs =
          List.of(() -> startAndCommit("runA"), () -> startAndCommit("runB"));
      long committed = 0;
      for (Future<Boolean> run : threads.invokeAll(runs)) {
        committed += run.get() ? 1 : 0;
      }
      ResumePoint point = lake.start("run3");
      assertThat(point.seq()).isEqualTo(committed);
    } finally {
      threads.shutdownNow();
    }
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  private boolean startAndCommit(String run) {
    try (TestLake own = TestLake.faulty(warehouse)) {
      ResumePoint point = own.start(run);
      own.coordinator(run).commit(own.commit(run, point.seq() + 1, run, 0, 3));
      return true;
    } catch (CommitRefusedException e) {
      return false;
    }
  }
}
