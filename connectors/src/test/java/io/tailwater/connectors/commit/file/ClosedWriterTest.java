package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.FaultyFileIO;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.parquet.bytes.BytesInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory that zstd works in is not the JVM's: nobody else would ever free it. */
class ClosedWriterTest {
  @TempDir Path warehouse;

  @Test
  void zstdIsFreedThoughAnOpenFileCannotBeClosed() {
    try (LakeCatalog lake = LakeCatalog.open(location())) {
      lake.createTables("test");
      var writer =
          new ParquetEventFileWriter(
              lake.load(LakeTables.EVENTS),
              new DataFileNames("run", 0, 0),
              EventFileOptions.DEFAULT);
      FaultyFileIO.full(warehouse, 1);
      EventColumns batch = new EventColumns();
      batch.start("web", "a");
      batch.addRow(0, 0);
      writer.write(batch);
      assertThatThrownBy(writer::close).hasStackTraceContaining("No space left");
      assertThatThrownBy(() -> writer.format.compressor.compress(BytesInput.from(new byte[9])))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      FaultyFileIO.forget(warehouse);
    }
  }

  private LakeLocation location() {
    Map<String, String> catalog =
        Map.of(
            "catalog-impl",
            JdbcCatalog.class.getName(),
            "io-impl",
            FaultyFileIO.class.getName(),
            "uri",
            "jdbc:sqlite:" + warehouse.resolve("catalog.db"));
    return new LakeLocation(warehouse.toString(), "logs", catalog);
  }
}
