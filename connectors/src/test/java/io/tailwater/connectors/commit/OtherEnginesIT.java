package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others read the tables as they are, without anything of ours. */
class OtherEnginesIT {
  @TempDir Path warehouse;
  private TestLake lake;

  @BeforeEach
  void commit() {
    lake = new TestLake(warehouse);
    lake.start("run1");
    LakeCoordinator coordinator = lake.coordinator("run1");
    new PeopleLake(lake).commit(coordinator, "run1", 1, 3);
    coordinator.commit(lake.commitWithReject("run1", 4, "b", 0, 7));
  }

  @AfterEach
  void close() {
    lake.close();
  }

  @Test
  void icebergsOwnGenericReaderHasEveryRowOfEveryTable() throws Exception {
    for (LakeTables kind : LakeTables.values()) {
      Table table = lake.catalog.load(kind);
      List<String> theirs = new ArrayList<>();
      try (CloseableIterable<Record> rows =
          IcebergGenerics.read(table).useSnapshot(lake.cut().snapshotOf(kind)).build()) {
        rows.forEach(row -> theirs.add(text(row, table)));
      }
      List<String> ours = new ArrayList<>();
      String[] columns =
          table.schema().columns().stream().map(NestedField::name).toArray(String[]::new);
      new SnapshotRows(table, lake.cut().snapshotOf(kind))
          .forEach(row -> ours.add(text(row, table)), columns);
      Collections.sort(theirs);
      Collections.sort(ours);
      assertThat(theirs).as(kind.tableName()).hasSizeGreaterThan(0).isEqualTo(ours);
    }
  }

  @Test
  void plainDuckDbOverTheFilesHasTheSameTotals() throws Exception {
    assertThat(duckDb(LakeTables.EVENTS, "count(*), count(DISTINCT client_ip), sum(bytes)"))
        .isEqualTo(
            "%d 5 %s".formatted(lake.rows(LakeTables.EVENTS), sum(LakeTables.EVENTS, "bytes")));
    assertThat(duckDb(LakeTables.REQUESTS_HOURLY, "sum(requests), sum(latency_count)"))
        .isEqualTo(
            "%d %d"
                .formatted(
                    lake.rows(LakeTables.EVENTS),
                    sum(LakeTables.REQUESTS_HOURLY, "latency_count")));
    assertThat(duckDb(LakeTables.REJECTS, "count(*), min(reason)")).isEqualTo("1 no_match");
    assertThat(duckDb(LakeTables.LEDGER, "sum(lines), sum(events), sum(rejects)"))
        .isEqualTo(
            "%d %d 1".formatted(lake.rows(LakeTables.EVENTS) + 1, lake.rows(LakeTables.EVENTS)));
  }

  @Test
  void aJdbcCatalogOfTheNameInTheDocumentsFindsTheTablesAndOneOfAnotherDoesNot() throws Exception {
    String database = "jdbc:sqlite:" + LakeCatalog.databaseOf(lake.catalog.location());
    try (Connection catalog = DriverManager.getConnection(database);
        Statement statement = catalog.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT group_concat(DISTINCT catalog_name || '/' || table_namespace || '/' ||"
                    + " iceberg_type), count(*) FROM iceberg_tables")) {
      assertThat(rows.getString(1)).isEqualTo("tailwater/logs/TABLE");
      assertThat(rows.getInt(2)).isEqualTo(4);
    }
    TableIdentifier events = TableIdentifier.of("logs", "events");
    assertThat(withoutUs("tailwater", database, events)).isEqualTo(lake.rows(LakeTables.EVENTS));
    assertThatThrownBy(() -> withoutUs("lake", database, events))
        .isInstanceOf(NoSuchTableException.class);
  }

  /** Rows of a table, by a catalog with the settings that the documents give for Spark. */
  private long withoutUs(String name, String database, TableIdentifier table) throws Exception {
    Map<String, String> settings =
        Map.of(
            "type",
            "jdbc",
            "uri",
            database + "?busy_timeout=10000",
            "warehouse",
            "file://" + warehouse,
            "jdbc.schema-version",
            "V1");
    Catalog catalog = CatalogUtil.buildIcebergCatalog(name, settings, new Configuration());
    try (Closeable ignored = (Closeable) catalog;
        CloseableIterable<Record> rows = IcebergGenerics.read(catalog.loadTable(table)).build()) {
      long count = 0;
      for (Record row : rows) {
        count++;
      }
      return count;
    }
  }

  private long sum(LakeTables kind, String column) {
    long[] sum = new long[1];
    new SnapshotRows(lake.catalog.load(kind), lake.cut().snapshotOf(kind))
        .forEach(row -> sum[0] += row.getField(column) instanceof Long value ? value : 0, column);
    return sum[0];
  }

  private String duckDb(LakeTables kind, String select) throws Exception {
    List<String> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        lake.catalog.load(kind).newScan().useSnapshot(lake.cut().snapshotOf(kind)).planFiles()) {
      tasks.forEach(task -> files.add(task.file().location().replace("file://", "")));
    }
    String list =
        files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(", ", "[", "]"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + select + " FROM read_parquet(" + list + ", union_by_name = true)")) {
      row.next();
      List<String> values = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        values.add(row.getString(i));
      }
      return String.join(" ", values);
    }
  }

  private static String text(Record row, Table table) {
    return table.schema().columns().stream()
        .map(column -> text(row.getField(column.name())))
        .collect(Collectors.joining(" | "));
  }

  private static String text(Object value) {
    return value instanceof ByteBuffer bytes
        ? HexFormat.of().formatHex(bytes.array(), bytes.position(), bytes.limit())
        : String.valueOf(value);
  }
}
