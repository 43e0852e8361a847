package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCatalogIT {
  @TempDir Path directory;

  @Test
  void aLakeThatWasNeverMadeIsAbsentAndStaysUntouched() {
    LakeLocation location = LakeLocation.embedded(directory.resolve("lake"));
    assertThat(LakeCatalog.openExisting(location)).isEmpty();
    assertThat(directory.resolve("lake")).doesNotExist();
  }

  @Test
  void aNewLakeStartsWithACutThatNamesEveryTable() {
    LakeLocation location = LakeLocation.embedded(directory.resolve("a lake"));
    try (LakeCatalog lake = LakeCatalog.open(location)) {
      lake.createTables("web-logs");
      Map<LakeTables, Table> tables = lake.loadAll();
      Cut cut = Cut.newest(tables.get(LakeTables.LEDGER)).orElseThrow();
      assertThat(cut.seq()).isZero();
      assertThat(cut.pipeline()).isEqualTo("web-logs");
      assertThat(cut.watermark()).isEmpty();
      tables.forEach(
          (name, table) ->
              assertThat(cut.snapshotOf(name)).isEqualTo(table.currentSnapshot().snapshotId()));
    }
  }

  @Test
  void aDatabaseThatIsNoneIsNamedWithTheReason() throws IOException {
    LakeLocation location = LakeLocation.embedded(directory);
    Files.writeString(LakeCatalog.databaseOf(location), "no database ".repeat(1000));
    assertThatThrownBy(() -> LakeCatalog.openExisting(location))
        .hasMessageContaining(LakeCatalog.databaseOf(location).toString())
        .hasMessageContaining("not a database");
  }

  @Test
  void manyMayOpenALakeThatIsBeingMade() throws Exception {
    for (int round = 0; round < 10; round++) {
      LakeLocation location = LakeLocation.embedded(directory.resolve("lake" + round));
      CountDownLatch all = new CountDownLatch(4);
      Callable<Boolean> open =
          () -> {
            all.countDown();
            all.await();
            try (LakeCatalog lake = LakeCatalog.open(location)) {
              return lake.catalog() != null;
            }
          };
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (Future<Boolean> opened : threads.invokeAll(Collections.nCopies(4, open))) {
        assertThat(opened.get()).isTrue();
      }
      threads.shutdown();
    }
  }

  @Test
  void makingTheTablesAgainChangesNothing() {
    LakeLocation location = LakeLocation.embedded(directory.resolve("lake"));
    try (LakeCatalog lake = LakeCatalog.open(location)) {
      lake.createTables("web-logs");
      Cut before = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
      lake.createTables("web-logs");
      assertThat(Cut.newest(lake.load(LakeTables.LEDGER))).contains(before);
    }
    assertThat(LakeCatalog.openExisting(location)).isPresent();
  }

  @Test
  void aNewTableHasItsColumnsUnderTheIdsThatTheCodeNames() {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(directory.resolve("lake")))) {
      lake.createTables("web-logs");
      for (LakeTables kind : LakeTables.values()) {
        Table table = lake.load(kind);
        assertThat(table.schema().asStruct()).isEqualTo(kind.schema().asStruct());
        assertThat(table.spec().fields()).isEqualTo(kind.spec().fields());
        assertThat(table.sortOrder().fields()).isEqualTo(kind.order().fields());
        assertThat(table.properties())
            .containsEntry("tailwater.layout", kind.properties().get("tailwater.layout"));
      }
    }
  }

  @Test
  void fieldIdsAndNamesAreThoseOfTheContract() {
    assertThat(LakeTables.EVENTS.schema().findField("offset").fieldId()).isEqualTo(25);
    assertThat(LakeTables.EVENTS.schema().columns()).hasSize(26);
    assertThat(LakeTables.EVENTS.schema().findField("part").fieldId()).isEqualTo(28);
    assertThat(LakeTables.REJECTS.schema().findField("part").fieldId()).isEqualTo(9);
    assertThat(LakeTables.REJECTS.schema().findField("replayed_at").fieldId()).isEqualTo(8);
    assertThat(LakeTables.REQUESTS_HOURLY.schema().columns()).hasSize(16);
    assertThat(LakeTables.REJECTS.schema().columns()).hasSize(9);
    assertThat(LakeTables.LEDGER.schema().findField("evidence").fieldId()).isEqualTo(19);
    assertThat(LakeTables.LEDGER.schema().findField("adopted_from").fieldId()).isEqualTo(20);
    assertThat(LakeTables.LEDGER.schema().findField("erasure").fieldId()).isEqualTo(21);
    assertThat(LakeTables.LEDGER.schema().findField("corrected").fieldId()).isEqualTo(26);
    assertThat(LakeTables.LEDGER.schema().findField("replayed_events").fieldId()).isEqualTo(29);
    assertThat(LakeTables.LEDGER.schema().columns()).hasSize(29);
  }
}
