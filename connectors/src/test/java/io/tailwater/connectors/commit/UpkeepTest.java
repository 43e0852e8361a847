package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.upkeep.TableUpkeep;
import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpkeepTest {
  @TempDir(factory = DirectoryInMemory.class)
  Path warehouse;

  private TestLake lake;
  private LakeCoordinator coordinator;
  private Upkeep upkeep;

  @BeforeEach
  void open() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    coordinator = lake.coordinator("run1");
    upkeep = new Upkeep(lake.catalog, TestLake.TARGETS);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void rollupsOfOneKeyBecomeOneRowAndAllElseKeepsItsRows() {
    commit(1, 20);
    List<String> events = rows(LakeTables.EVENTS, lake.cut());
    merge();

    assertThat(rows(LakeTables.REQUESTS_HOURLY, lake.cut())).hasSize(1);
    assertThat(rows(LakeTables.EVENTS, lake.cut())).containsExactlyInAnyOrderElementsOf(events);
    assertThat(lake.rows(LakeTables.LEDGER)).isEqualTo(40);
    assertThat(lake.rows(LakeTables.REJECTS)).isEqualTo(20);
    for (LakeTables table : LakeTables.values()) {
      assertThat(files(table)).as("files of %s", table).isEqualTo(1);
    }
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(Audit.at(lake.catalog, lake.cut()).totals().orElseThrow().requests()).isEqualTo(60);
  }

  @Test
  void aMergeMakesNoCommitOfItsOwnAndTheJobGoesOn() {
    commit(1, 10);
    Cut before = lake.cut();
    merge();
    Cut after = lake.cut();

    assertThat(after.seq()).isEqualTo(before.seq());
    assertThat(after.commitId()).isEqualTo(before.commitId());
    assertThat(after.committedAt()).isEqualTo(before.committedAt());
    commit(11, 2);
    lake.start("run2");
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(36);
  }

  @Test
  void whoeverReadsAnOlderCutReadsItOn() {
    commit(1, 10);
    Cut before = lake.cut();
    List<String> hourly = rows(LakeTables.REQUESTS_HOURLY, before);
    merge();
    upkeep.expire(Instant.now(), false);

    assertThat(rows(LakeTables.REQUESTS_HOURLY, before)).isEqualTo(hourly);
    assertThat(Audit.at(lake.catalog, before).findings()).isEmpty();
  }

  @Test
  void whereEveryStreamGoesOnIsTheSameAfterAMerge() {
    commit(1, 10);
    List<StreamHead> heads = lake.start("run2").heads();
    merge();
    assertThat(lake.start("run3").heads()).containsExactlyInAnyOrderElementsOf(heads);
  }

  @Test
  void aDayIsMergedOnceManySmallFilesAreThere() {
    commit(1, 7);
    assertThat(merge()).allMatch(TableUpkeep::isNone);
    commit(8, 1);
    assertThat(merge()).noneMatch(TableUpkeep::isNone);
    assertThat(merge()).allMatch(TableUpkeep::isNone);
  }

  @Test
  void aDryRunChangesNothing() {
    commit(1, 10);
    Cut before = lake.cut();
    List<TableUpkeep> would = upkeep.merge(EnumSet.allOf(LakeTables.class), true);
    assertThat(would).allMatch(table -> table.filesBefore() == 10);
    assertThat(lake.cut()).isEqualTo(before);
    assertThat(files(LakeTables.EVENTS)).isEqualTo(10);
  }

  @Test
  void aRewriteThatTheLedgerDoesNotNameIsRolledBackByAStartAndMadeAgain() {
    commit(1, 10);
    Cut before = lake.cut();
    merge();
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    ledger.manageSnapshots().rollbackTo(before.ledgerSnapshot()).commit();
    assertThat(lake.cut()).isEqualTo(before);

    lake.start("run2");
    coordinator = lake.coordinator("run2");
    commit("run2", 11, 1);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(files(LakeTables.EVENTS)).isEqualTo(11);
    merge();
    assertThat(files(LakeTables.EVENTS)).isEqualTo(1);
  }

  @Test
  void afterAnHourTheSnapshotsOfOneCutAnHourAreKept() {
    commit(1, 10);
    merge();
    upkeep.expire(Instant.now().plus(Duration.ofHours(2)), false);

    assertThat(snapshots(LakeTables.EVENTS)).isLessThanOrEqualTo(2);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    commit(11, 1);
    lake.start("run2");
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(33);
  }

  @Test
  void mergesGoOnAfterSnapshotsHaveExpired() {
    commit(1, 10);
    merge();
    upkeep.expire(Instant.now().plus(Duration.ofDays(8)), false);
    commit(11, 10);
    assertThat(merge()).noneMatch(TableUpkeep::isNone);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  /** A table that somebody sorts in another way keeps its rows and their keys apart. */
  @Test
  void anOrderThatIsNotTheLakesIsNotGoneBy() {
    lake.catalog.load(LakeTables.REQUESTS_HOURLY).replaceSortOrder().asc("hour").commit();
    commit(1, 7);
    coordinator.commit(lake.withRollupAnHourLater(lake.commit("run1", 8, "b", 0, 3)));
    merge();
    assertThat(rows(LakeTables.REQUESTS_HOURLY, lake.cut())).hasSize(2);
    assertThat(
            new SnapshotRows(
                    lake.catalog.load(LakeTables.REQUESTS_HOURLY),
                    lake.cut().snapshotOf(LakeTables.REQUESTS_HOURLY))
                .files())
        .extracting(DataFile::sortOrderId)
        .containsOnly(0);
  }

  @Test
  void aCutBeyondOneThatHasExpiredIsStillKnown() {
    commit(1, 1);
    Cut oldest = lake.cut();
    commit(2, 1);
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    long between = ledger.currentSnapshot().snapshotId();
    commit(3, 1);
    ledger.refresh();
    ledger.expireSnapshots().expireOlderThan(0).expireSnapshotId(between).commit();
    upkeep.expire(Instant.now(), false);

    ledger.refresh();
    assertThat(Cut.newestFirst(ledger, lake.cut().ledgerSnapshot()))
        .extracting(Cut::of)
        .startsWith(lake.cut(), oldest);
  }

  @Test
  void expiryTakesTheFilesThatNobodyReadsAnyMore() {
    commit(1, 10);
    List<Path> before = TestLake.dataFiles(warehouse);
    merge();
    upkeep.expire(Instant.now().plus(Duration.ofDays(8)), false);
    assertThat(TestLake.dataFiles(warehouse)).hasSize(4).doesNotContainAnyElementsOf(before);
  }

  @Test
  void oldFilesThatNothingNamesAreDeletedAndNoOthers() throws IOException {
    commit(1, 3);
    Path folder = TestLake.dataFiles(warehouse).get(0).getParent();
    Path orphan = Files.writeString(folder.resolve("orphan.parquet"), "left behind");
    Path young = Files.writeString(folder.resolve("young.parquet"), "just written");
    age(warehouse.resolve("logs"));
    Files.setLastModifiedTime(young, FileTime.from(Instant.now()));

    Instant before = Instant.now().minus(Duration.ofHours(25));
    assertThat(orphans(before, true)).isEqualTo(1);
    assertThat(orphan).exists();
    assertThat(orphans(before, false)).isEqualTo(1);
    assertThat(orphan).doesNotExist();
    assertThat(young).exists();
    assertThat(orphans(before, false)).isZero();
    commit(4, 1);
    lake.start("run2");
    assertThat(rows(LakeTables.EVENTS, lake.cut())).hasSize(12);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @Test
  void tablesOfAnEarlierVersionGetTheirOrderAtTheFirstMerge() {
    lake.catalog.load(LakeTables.EVENTS).replaceSortOrder().commit();
    commit(1, 8);
    merge();
    Table events = lake.catalog.load(LakeTables.EVENTS);
    assertThat(events.sortOrder().isSorted()).isTrue();
    assertThat(new SnapshotRows(events, lake.cut().snapshotOf(LakeTables.EVENTS)).files())
        .extracting(DataFile::sortOrderId)
        .containsExactly(events.sortOrder().orderId());
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  private int orphans(Instant before, boolean dryRun) {
    return upkeep.deleteOrphans(before, dryRun).stream().mapToInt(TableUpkeep::orphans).sum();
  }

  /** Makes all files below a folder thirty hours old. */
  private static void age(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(30)));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
  }

  private List<TableUpkeep> merge() {
    return upkeep.merge(EnumSet.allOf(LakeTables.class), false);
  }

  private void commit(int firstSeq, int count) {
    commit("run1", firstSeq, count);
  }

  /** Commits of three events of stream a and a reject each. */
  private void commit(String run, int firstSeq, int count) {
    for (int seq = firstSeq; seq < firstSeq + count; seq++) {
      coordinator.commit(lake.commitWithReject(run, seq, "a", 30L * (seq - 1), 3));
    }
  }

  private List<String> rows(LakeTables kind, Cut cut) {
    Table table = lake.catalog.load(kind);
    List<String> rows = new ArrayList<>();
    String[] columns =
        table.schema().columns().stream().map(column -> column.name()).toArray(String[]::new);
    new SnapshotRows(table, cut.snapshotOf(kind))
        .forEach((Record row) -> rows.add(row.toString()), columns);
    return rows;
  }

  private int files(LakeTables kind) {
    return new SnapshotRows(lake.catalog.load(kind), lake.cut().snapshotOf(kind)).files().size();
  }

  private int snapshots(LakeTables kind) {
    int count = 0;
    for (var snapshot : lake.catalog.load(kind).snapshots()) {
      count++;
    }
    return count;
  }
}
