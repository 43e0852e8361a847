package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.replay.RejectFilter;
import io.tailwater.connectors.commit.replay.RejectReplay;
import io.tailwater.connectors.commit.replay.ReplayReport;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rejected lines that are events by now. */
class RejectReplayTest extends OnFaultyLake {
  private LakeCoordinator coordinator;
  private PlayLines lines;

  @BeforeEach
  void commitThreeRejects() {
    lines = new PlayLines();
    coordinator = lake.coordinator("run1");
    commit(1, 3);
  }

  @Test
  void eachBecomesAnEventOnceAndSaysSinceWhen() {
    assertThat(replay()).isEqualTo(new ReplayReport(3, 3, 3, 0, 0, 0, 0, 0));
    assertReplayed(3, 18);
    assertThat(replay()).isEqualTo(new ReplayReport(0, 0, 0, 0, 0, 0, 0, 0));
    assertReplayed(3, 18);
    commit(4, 1);
    assertReplayed(3, 23);
    assertThat(replay().replayed()).isEqualTo(1);
    assertReplayed(4, 24);
  }

  @Test
  void aDryRunChangesNothing() {
    long snapshot = lake.cut().ledgerSnapshot();
    assertThat(new RejectReplay(lake.catalog, RejectFilter.ALL, new EveryLinePasses()).plan())
        .isEqualTo(new ReplayReport(3, 3, 3, 0, 0, 0, 0, 0));
    assertThat(lake.cut().ledgerSnapshot()).isEqualTo(snapshot);
    assertReplayed(0, 15);
  }

  @Test
  void onlyThoseAreReplayedThatAreMeant() {
    Instant late = Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(TestLake.HOUR + 1));
    assertThat(replay(new RejectFilter(late, null, null, null)).lines()).isEqualTo(1);
    assertThat(replay(new RejectFilter(null, null, "other", null)).lines()).isZero();
    assertThat(replay(new RejectFilter(null, null, null, "bad_time")).lines()).isZero();
    assertReplayed(1, 16);
    assertThat(replay(new RejectFilter(null, late, "web", "no_match")).lines()).isEqualTo(2);
    assertReplayed(3, 18);
  }

  /** The job's next commit brings the events in, before anybody asks again. */
  @Test
  void whatWasMarkedWhenAReplayDiedComesWithTheNextCommit() {
    FaultyCatalog.set(Fail.killed("rejects", true));
    assertThatThrownBy(this::replay).isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    assertReplayed(0, 15);
    commit(4, 1);
    assertReplayed(3, 23);
    assertThat(replay().replayed()).isEqualTo(1);
    assertReplayed(4, 24);
  }

  /** Its events are there when the ledger is not yet told of it. */
  @Test
  void whatWasBroughtWhenAReplayDiedIsNotBroughtAgain() {
    for (String table : List.of("events", "requests_hourly")) {
      FaultyCatalog.set(Fail.killed(table, true));
      assertThatThrownBy(this::replay).isInstanceOf(Fail.Killed.class);
      FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    }
    commit(4, 1);
    assertReplayed(3, 23);
  }

  @Test
  void aStartTakesBackWhatTheLedgerDoesNotTellOf() {
    FaultyCatalog.set(Fail.killed("requests_hourly", true));
    assertThatThrownBy(this::replay).isInstanceOf(Fail.Killed.class);
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake.start("run2");
    assertReplayed(0, 15);
    assertThat(replay().replayed()).isEqualTo(3);
    assertReplayed(3, 18);
  }

  /** Between the moment when a start takes events back, and that when it fences them. */
  @Test
  void eventsThatLandAmidstAStartAreTakenBackToo() {
    FaultyCatalog.set(Fail.killed("rejects", true));
    assertThatThrownBy(this::replay).isInstanceOf(Fail.Killed.class);
    long rejects = lake.catalog.load(LakeTables.REJECTS).currentSnapshot().snapshotId();
    List<Replay> begun =
        LedgerDebt.REPLAYS.since(lake.catalog.load(LakeTables.REJECTS), rejects, lake.cut());
    assertThat(begun).hasSize(1);
    FaultyCatalog.set(
        swap -> {
          if (swap.step() == CommitStep.FENCE_EVENTS) {
            FaultyCatalog.set(FaultyCatalog.Fault.NONE);
            try (TestLake other = TestLake.faulty(warehouse)) {
              new ReplayedFiles(other.catalog.loadAll()).bring(begun, "run1");
            }
          }
          swap.land();
        });
    lake.start("run2");
    assertReplayed(0, 15);
    assertThat(replay().replayed()).isEqualTo(3);
    assertReplayed(3, 18);
  }

  @Test
  void anEventOfAReplayIsErasedLikeAnyOther() {
    replay();
    PeopleLake people = new PeopleLake(lake);
    people.erase("offset = 105");
    assertThat(people.erased()).isEqualTo(1);
    assertReplayed(3, 17);
  }

  @Test
  void mergesAndRetentionKeepWhatTheLedgerTellsOfReplays() {
    replay();
    PlayUpkeep.keepUp(lake);
    assertReplayed(3, 18);
    PlayUpkeep.retain(lake);
    commit(4, 1);
    assertThat(PlayEnd.deep(lake)).isEmpty();
    assertThat(marked()).isEqualTo(1);
  }

  private ReplayReport replay() {
    return replay(RejectFilter.ALL);
  }

  private ReplayReport replay(RejectFilter filter) {
    Duration patience = Duration.ofSeconds(1);
    return new RejectReplay(lake.catalog, filter, new EveryLinePasses(), patience).run();
  }

  private void commit(long firstSeq, int count) {
    for (long seq = firstSeq; seq < firstSeq + count; seq++) {
      coordinator.commit(lines.next(lake.catalog, "run1", seq, "s0", 5));
    }
  }

  private void assertReplayed(long replayed, long events) {
    List<String> findings = new ArrayList<>(PlayEnd.deep(lake));
    AuditReport report = Audit.at(lake.catalog, lake.cut());
    report.findings().forEach(finding -> findings.add(finding.sentence()));
    assertThat(findings).isEmpty();
    assertThat(report.replayed()).isEqualTo(replayed);
    assertThat(marked()).isEqualTo(replayed);
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(events);
  }

  private long marked() {
    long[] marked = new long[1];
    new SnapshotRows(
            lake.catalog.load(LakeTables.REJECTS), lake.cut().snapshotOf(LakeTables.REJECTS))
        .forEach(row -> marked[0] += row.get(0) == null ? 0 : 1, "replayed_at");
    return marked[0];
  }
}
