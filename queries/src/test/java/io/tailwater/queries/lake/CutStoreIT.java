package io.tailwater.queries.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.StoreReads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutStoreIT {
  private static final DuckDbLimits LIMITS = new DuckDbLimits(256, 2, 100);
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;
  private LakeFixture lake;
  private CutStore store;
  private RandomEvents random;

  @BeforeEach
  void open() throws SQLException {
    long seed = System.nanoTime();
    System.out.println("CutStoreIT seed " + seed);
    random = new RandomEvents(seed);
    lake = new LakeFixture(directory);
    store = new CutStore(LIMITS);
  }

  @AfterEach
  void close() throws SQLException {
    store.close();
    lake.close();
  }

  @Test
  void emptyLakeLoadsAndHoldsNothing() throws SQLException {
    store.load(newest());

    assertThat(StoreReads.contents(store)).isEmpty();
  }

  @Test
  void anOlderCutIsFoundBeyondOneThatHasExpired() throws SQLException {
    lake.commit(someEvents(10));
    long between = lake.commit(someEvents(10)).ledgerSnapshot();
    lake.commit(someEvents(10));
    Table ledger = lake.lake().load(LakeTables.LEDGER);
    ledger.expireSnapshots().expireOlderThan(0).expireSnapshotId(between).commit();

    assertThat(newest().asOf(cut -> cut.seq() <= 2).orElseThrow().cut().seq()).isEqualTo(1);
    assertThat(newest().asOf(cut -> cut.seq() < 0)).isEmpty();
  }

  @Test
  void loadingCommitByCommitEqualsLoadingAtOnce() throws SQLException {
    store.load(newest());
    for (int i = 0; i < 6; i++) {
      lake.commit(someEvents(300));
      if (i % 2 == 0) {
        store.load(newest());
      }
    }
    store.load(newest());

    assertThat(store.fullLoads()).isEqualTo(1);
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce());
  }

  @Test
  void mergingChangesNoSum() throws SQLException {
    List<Event> some = someEvents(500);
    lake.commit(some);
    store.load(newest());
    lake.commit(some);
    store.load(newest());
    long before = rowsInMemory();

    store.forgetRecent();
    store.merge();

    assertThat(rowsInMemory()).isLessThan(before);
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce());
  }

  @Test
  void rollbackIsLoadedAnew() throws SQLException {
    lake.commit(someEvents(100));
    LakeAtCut before = newest();
    store.load(before);
    List<String> contents = StoreReads.contents(store);
    lake.commit(someEvents(100));
    store.load(newest());

    for (LakeTables table : LakeTables.values()) {
      lake.lake().load(table).manageSnapshots().rollbackTo(before.cut().snapshotOf(table)).commit();
    }
    store.load(newest());

    assertThat(newest().cut().seq()).isEqualTo(1);
    assertThat(store.fullLoads()).isEqualTo(2);
    assertThat(StoreReads.contents(store)).isEqualTo(contents);
  }

  @Test
  void expiredOldSnapshotIsLoadedAnew() throws SQLException {
    lake.commit(someEvents(100));
    store.load(newest());
    lake.commit(someEvents(100));
    lake.commit(someEvents(100));
    for (LakeTables table : LakeTables.values()) {
      lake.lake()
          .load(table)
          .expireSnapshots()
          .expireOlderThan(System.currentTimeMillis() + 1)
          .retainLast(1)
          .commit();
    }

    store.load(newest());

    assertThat(store.fullLoads()).isEqualTo(2);
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce());
  }

  @Test
  void foldThatKeepsEverySumNeedsNoFullLoad() throws Exception {
    List<Event> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Event> some = someEvents(200);
      all.addAll(some);
      lake.commit(some);
    }
    store.load(newest());
    List<String> before = StoreReads.contents(store);

    replaceRollups(lake.files().deltas(LakeFixture.deltasOf(all)));
    lake.commitNewestSnapshots();
    store.load(newest());

    assertThat(store.fullLoads()).isEqualTo(1);
    assertThat(StoreReads.contents(store)).isEqualTo(before).isEqualTo(loadedAtOnce());
  }

  @Test
  void fileThatWasRewrittenAndDeletedInBetweenIsLoadedAnew() throws Exception {
    List<Event> all = new ArrayList<>(someEvents(200));
    lake.commit(all);
    store.load(newest());
    List<Event> more = someEvents(200);
    all.addAll(more);
    lake.commit(more);

    for (DataFile old : replaceRollups(lake.files().deltas(LakeFixture.deltasOf(all)))) {
      Files.delete(Path.of(old.location().replace("file://", "")));
    }
    lake.commitNewestSnapshots();
    store.load(newest());

    assertThat(store.fullLoads()).isEqualTo(2);
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce());
  }

  @Test
  void deletedDataIsLoadedAnew() throws Exception {
    lake.commit(someEvents(100));
    lake.commit(someEvents(100));
    store.load(newest());
    Table rollups = lake.lake().load(LakeTables.REQUESTS_HOURLY);
    rollups.newDelete().deleteFile(filesOf(rollups).get(0)).commit();
    lake.commitNewestSnapshots();

    store.load(newest());

    assertThat(store.fullLoads()).isEqualTo(2);
    assertThat(StoreReads.contents(store)).isEqualTo(loadedAtOnce());
  }

  @Test
  void deleteFileIsRefusedAndTheOldCutStays() throws SQLException {
    lake.commit(someEvents(100));
    store.load(newest());
    List<String> before = StoreReads.contents(store);
    Table rollups = lake.lake().load(LakeTables.REQUESTS_HOURLY);
    DataFile data = filesOf(rollups).get(0);
    rollups
        .newRowDelta()
        .addDeletes(
            FileMetadata.deleteFileBuilder(rollups.spec())
                .ofPositionDeletes()
                .withPath(data.location() + ".deletes")
                .withFormat("parquet")
                .withPartition(data.partition())
                .withFileSizeInBytes(10)
                .withRecordCount(1)
                .build())
        .commit();
    lake.commitNewestSnapshots();

    assertThatThrownBy(() -> store.load(newest()))
        .isInstanceOf(UnreadableLakeException.class)
        .hasMessageContaining("requests_hourly has delete files");
    assertThat(store.current().orElseThrow().cut().seq()).isEqualTo(1);
    assertThat(StoreReads.contents(store)).isEqualTo(before);
  }

  @Test
  void openSessionStaysAtItsCut() throws SQLException {
    lake.commit(someEvents(100));
    store.load(newest());
    try (CutSession session = store.open().orElseThrow()) {
      lake.commit(someEvents(50));
      store.load(newest());
      store.merge();

      assertThat(StoreReads.requests(session)).isEqualTo(100);
      assertThat(session.lake().cut().seq()).isEqualTo(1);
    }
    try (CutSession session = store.open().orElseThrow()) {
      assertThat(StoreReads.requests(session)).isEqualTo(150);
    }
  }

  private long rowsInMemory() throws SQLException {
    try (CutSession session = store.open().orElseThrow()) {
      return session
          .query(
              Sql.of("SELECT (SELECT count(*) FROM hourly) + (SELECT count(*) FROM buckets)"),
              row -> row.getLong(1))
          .get(0);
    }
  }

  private List<Event> someEvents(int count) {
    return random.between(DAY, DAY.plusSeconds(2 * 86_400), count);
  }

  private LakeAtCut newest() {
    return LakeAtCut.newest(lake.lake()).orElseThrow();
  }

  private List<String> loadedAtOnce() throws SQLException {
    try (CutStore fresh = new CutStore(LIMITS)) {
      fresh.load(newest());
      return StoreReads.contents(fresh);
    }
  }

  private List<DataFile> replaceRollups(List<DataFile> folded) {
    Table rollups = lake.lake().load(LakeTables.REQUESTS_HOURLY);
    List<DataFile> old = filesOf(rollups);
    rollups.newRewrite().rewriteFiles(Set.copyOf(old), Set.copyOf(folded)).commit();
    return old;
  }

  private static List<DataFile> filesOf(Table table) {
    List<DataFile> files = new ArrayList<>();
    CloseableIterable<FileScanTask> tasks = table.newScan().planFiles();
    tasks.forEach(task -> files.add(task.file()));
    return files;
  }
}
