package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.replay.RejectFilter;
import io.tailwater.connectors.commit.replay.RejectReplay;
import io.tailwater.connectors.commit.replay.Reparse;
import io.tailwater.connectors.commit.replay.ReplayReport;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.config.RetentionConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
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
    assertThat(replay(new RejectFilter(late, null, null, null, null)).lines()).isEqualTo(1);
    assertThat(replay(new RejectFilter(null, null, "other", null, null)).lines()).isZero();
    assertThat(replay(new RejectFilter(null, null, null, null, "bad_time")).lines()).isZero();
    assertReplayed(1, 16);
    assertThat(replay(new RejectFilter(null, late, "web", null, "no_match")).lines()).isEqualTo(2);
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

  /** Upkeep lets go of a file of rejects while a replay reads: it begins again, with all of it. */
  @Test
  void whatWasSummedWhenAFileWentIsNotSummedAgain() {
    EveryLinePasses passes = new EveryLinePasses();
    boolean[] kept = new boolean[1];
    Reparse withUpkeep =
        new Reparse() {
          @Override
          public Verdict parse(RejectedLine line) {
            if (!kept[0]) {
              kept[0] = true;
              PlayUpkeep.keepUp(lake);
            }
            return passes.parse(line);
          }

          @Override
          public EventColumns events() {
            return passes.events();
          }

          @Override
          public void drain(Consumer<HourlyDelta> out) {
            passes.drain(out);
          }
        };
    new RejectReplay(lake.catalog, RejectFilter.ALL, withUpkeep, Duration.ofSeconds(1)).run();
    assertReplayed(3, 18);
  }

  /** The day of a commit is that of the ledger; the rejects of it that are left are told. */
  @Test
  void aRejectWhoseCommitTheLedgerForgotIsToldAndLeft() {
    coordinator.commit(lines.next(lake.catalog, "run1", 4, "s0", 1));
    coordinator.commit(lines.next(lake.catalog, "run1", 5, "s0", 1));
    // The rejects of the third commit are of a day to come; its row in the ledger is not.
    PlayUpkeep.retain(lake);
    ReplayReport report = replay();
    assertThat(report.lines()).isEqualTo(report.untold()).isPositive();
    assertThat(PlayEnd.deep(lake)).isEmpty();
    assertThat(marked()).isZero();
  }

  /** Another one takes the same lines, and is faster. */
  @Test
  void whoComesTooLateLeavesNothingOfItsEventsBehind() throws IOException {
    FaultyCatalog.set(
        Fail.once(
            "rejects",
            false,
            () -> {
              FaultyCatalog.set(FaultyCatalog.Fault.NONE);
              try (TestLake other = TestLake.faulty(warehouse)) {
                PlayUpkeep.replay(other);
              }
            }));
    assertThat(replay().replayed()).isZero();
    assertReplayed(3, 18);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    List<String> named = new ArrayList<>();
    new SnapshotRows(events, lake.cut().snapshotOf(LakeTables.EVENTS))
        .forEachFile(file -> named.add(Path.of(file.location()).getFileName().toString()));
    try (var files = Files.walk(warehouse.resolve("logs/events"))) {
      assertThat(
              files.map(file -> file.getFileName().toString()).filter(f -> f.endsWith("parquet")))
          .isSubsetOf(named);
    }
  }

  /** Files that were looked at are merged before the replay looks for the next ones. */
  @Test
  void aLineThatIsMergedMeanwhileIsToldOnce() {
    Reparse noneButMerged =
        new Reparse() {
          @Override
          public Verdict parse(RejectedLine line) {
            return Verdict.REJECTED;
          }

          @Override
          public EventColumns events() {
            throw new IllegalStateException("No line has events");
          }

          @Override
          public void drain(Consumer<HourlyDelta> out) {
            PlayUpkeep.merge(lake);
          }
        };
    ReplayReport report =
        new RejectReplay(lake.catalog, RejectFilter.ALL, noneButMerged, Duration.ofSeconds(1))
            .run();
    assertThat(report).isEqualTo(new ReplayReport(3, 0, 0, 0, 3, 0, 0, 0));
  }

  /**
   * All is kept for two weeks, snapshots for one: rejects go, then what the ledger says of their
   * replay, then the snapshot in which they were marked.
   */
  @Test
  void aReplayOfWhichTheLedgerTellsNoMoreIsNotMadeAgain() {
    replayTheFirstTwoCommits();
    retain(15);
    retain(19);
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(8);
  }

  /** The same, once the file that described it is an orphan deleted. */
  @Test
  void aReplayOfWhichNothingTellsAnyMoreStopsNoUpkeep() throws IOException {
    replayTheFirstTwoCommits();
    try (var files = Files.walk(warehouse)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        if (file.getFileName().toString().contains("replay-")) {
          Files.delete(file);
        }
      }
    }
    retain(15);
    retain(19);
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(8);
  }

  private void replayTheFirstTwoCommits() {
    coordinator.commit(lines.next(lake.catalog, "run1", 4, "s0", 1));
    Instant over = Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(TestLake.HOUR + 1));
    assertThat(replay(new RejectFilter(null, over, null, null, null)).replayed()).isEqualTo(2);
    // These have no rejects.
    coordinator.commit(lines.next(lake.catalog, "run1", 5, "s0", 1));
    coordinator.commit(lines.next(lake.catalog, "run1", 6, "s0", 1));
    twoWeeks().expire(Instant.now().plus(Duration.ofDays(8)), false);
  }

  private void retain(int days) {
    twoWeeks().retain(Instant.now().plus(Duration.ofDays(days)), false);
  }

  private Upkeep twoWeeks() {
    Duration age = Duration.ofDays(14);
    RetentionConfig retention =
        new RetentionConfig(age, age, age, Duration.ofHours(1), Duration.ofDays(7));
    return new Upkeep(lake.catalog, new UpkeepTargets(8, true, 1_000, 1 << 20, 1_000, retention));
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
