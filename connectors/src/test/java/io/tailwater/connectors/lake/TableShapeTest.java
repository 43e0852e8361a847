package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableShapeTest {
  @TempDir Path warehouse;

  @Test
  void filesBeyondTheTargetOfADayAreCountedDayByDay() {
    try (LakeCatalog lake = LakeCatalog.open(LakeLocation.embedded(warehouse))) {
      lake.createTables("test");
      Table events = lake.load(LakeTables.EVENTS);
      AppendFiles append = events.newAppend();
      add(append, 1, TableShape.FILES_A_DAY + 5);
      add(append, 2, TableShape.FILES_A_DAY);
      add(append, 3, TableShape.FILES_A_DAY + 1);
      append.commit();

      TableShape shape = TableShape.of(events, events.currentSnapshot().snapshotId());
      assertThat(shape.files()).isEqualTo(3 * TableShape.FILES_A_DAY + 6);
      assertThat(shape.mostFilesPerDay()).isEqualTo(TableShape.FILES_A_DAY + 5);
      assertThat(shape.filesOver()).isEqualTo(6);
      assertThat(shape.manifests()).isEqualTo(1);
      assertThat(shape.metadataBytes()).isPositive();
    }
  }

  private static void add(AppendFiles append, int day, int files) {
    for (int i = 0; i < files; i++) {
      append.appendFile(
          DataFiles.builder(LakeTables.EVENTS.spec())
              .withPath("/" + day + "-" + i + ".parquet")
              .withFormat(FileFormat.PARQUET)
              .withPartitionPath("ts_day=2026-11-0" + day)
              .withFileSizeInBytes(1)
              .withRecordCount(1)
              .build());
    }
  }
}
