package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.IntegerType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetEventFileWriterTest {
  private static final long SEED = System.nanoTime();

  @TempDir Path warehouse;
  private LakeCatalog lake;
  private Table table;
  private final RandomEvents events = new RandomEvents(SEED);

  @BeforeEach
  void makeTable() {
    System.out.println("seed " + SEED);
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("test");
    table = lake.load(LakeTables.EVENTS);
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @ParameterizedTest(name = "{0} batches of {1} rows over {2} days, {3} bytes of buffer")
  @CsvSource({"1, 1, 1, 1000000", "12, 5003, 1, 100000000", "12, 2000, 3, 900000", "9, 300, 9, 1"})
  void everyEngineReadsBackWhatWasWritten(int batches, int rows, int days, long bufferBytes)
      throws Exception {
    List<DataFile> files =
        write(new EventFileOptions(1L << 40, bufferBytes, 4), batches, rows, days);

    assertThat(files.stream().mapToLong(DataFile::recordCount).sum()).isEqualTo(events.rows.size());
    assertThat(readByIceberg()).isEqualTo(events.rows);
    assertThat(readByDuckDb(files)).isEqualTo(events.rows);
  }

  @Test
  void metricsAreThoseOfTheFooterAndOfTheRows() throws IOException {
    DataFile file = write(EventFileOptions.DEFAULT, 5, 2_000, 1).get(0);

    Metrics footer =
        ParquetUtil.fileMetrics(
            table.io().newInputFile(file.location()), MetricsConfig.forTable(table));
    // A footer leaves out bounds of long values; what was in memory had them.
    assertThat(file.lowerBounds()).containsAllEntriesOf(footer.lowerBounds());
    assertThat(file.upperBounds()).containsAllEntriesOf(footer.upperBounds());
    assertThat(file.valueCounts()).containsAllEntriesOf(footer.valueCounts());
    assertThat(file.nullValueCounts()).containsAllEntriesOf(footer.nullValueCounts());
    assertThat(file.columnSizes()).isEqualTo(footer.columnSizes());
    long nulls = events.rows.stream().filter(row -> !row.containsKey("status")).count();
    int status = table.schema().findField("status").fieldId();
    assertThat(file.nullValueCounts().get(status)).isEqualTo(nulls);
    Integer lowest = Conversions.fromByteBuffer(IntegerType.get(), file.lowerBounds().get(status));
    assertThat(lowest).isEqualTo(200);
    assertThat(file.fileSizeInBytes())
        .isEqualTo(table.io().newInputFile(file.location()).getLength());
    assertThat(file.splitOffsets()).containsExactly(4L);
    assertThat(file.location()).contains("/data/ts_day=2015-05-17/run-3-0-0.parquet");
  }

  @Test
  void daysReadSideBySideEndRowGroupsNotFiles() throws IOException {
    List<DataFile> files = write(new EventFileOptions(1L << 40, 500_000, 8), 20, 1_000, 7);

    assertThat(files).hasSize(7);
    assertThat(files).allSatisfy(file -> assertThat(file.splitOffsets()).hasSizeGreaterThan(1));
    assertThat(readByIceberg()).isEqualTo(events.rows);
  }

  @Test
  void filesRollBySize() throws IOException {
    List<DataFile> files = write(new EventFileOptions(500_000, 400_000, 4), 20, 2_000, 1);

    assertThat(files).hasSizeGreaterThan(2);
    assertThat(files.subList(0, files.size() - 1))
        .allSatisfy(file -> assertThat(file.recordCount()).isLessThan(20_000));
    assertThat(readByIceberg()).isEqualTo(events.rows);
  }

  private List<DataFile> write(EventFileOptions options, int batches, int rows, int days)
      throws IOException {
    List<WrittenFile> written;
    try (ParquetEventFileWriter writer =
        new ParquetEventFileWriter(table, new DataFileNames("run", 3, 0), options)) {
      EventColumns batch = new EventColumns();
      for (int i = 0; i < batches; i++) {
        events.fill(batch, rows, days);
        writer.write(batch);
      }
      written = writer.flush();
    }
    List<DataFile> files = new ArrayList<>();
    AppendFiles append = table.newAppend();
    for (WrittenFile file : written) {
      files.add(DataFileJson.read(file, table.specs()));
      append.appendFile(files.get(files.size() - 1));
    }
    append.commit();
    return files;
  }

  private List<Map<String, Object>> readByIceberg() {
    List<Map<String, Object>> rows = emptyRows();
    new SnapshotRows(table, table.currentSnapshot().snapshotId())
        .forEach(
            record -> {
              Map<String, Object> row = rows.get(((Long) record.getField("offset")).intValue());
              assertThat(record.getField("stream")).isEqualTo("access.log#1");
              record.struct().fields().forEach(f -> put(row, f.name(), record.getField(f.name())));
            },
            "*");
    return rows;
  }

  private List<Map<String, Object>> readByDuckDb(List<DataFile> files) throws SQLException {
    String paths =
        files.stream()
            .map(file -> "'" + file.location().replace("file:", "") + "'")
            .collect(Collectors.joining(","));
    List<Map<String, Object>> rows = emptyRows();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result =
            duck.createStatement()
                .executeQuery(
                    "SELECT * REPLACE (epoch_us(ts) AS ts) FROM read_parquet([" + paths + "])")) {
      while (result.next()) {
        Map<String, Object> row = rows.get((int) result.getLong("offset"));
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          put(row, result.getMetaData().getColumnName(i), result.getObject(i));
        }
      }
    }
    return rows;
  }

  private List<Map<String, Object>> emptyRows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    events.rows.forEach(row -> rows.add(new HashMap<>()));
    return rows;
  }

  private static void put(Map<String, Object> row, String column, Object value) {
    if (value instanceof OffsetDateTime time) {
      row.put(column, Times.toMicros(time));
    } else if (value != null && !List.of("source", "stream", "ts_day").contains(column)) {
      row.put(column, value);
    }
  }
}
