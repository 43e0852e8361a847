package io.tailwater.pipeline.testing;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** What is committed, read with plain DuckDB from the files that one cut names. */
public final class CommittedLake {
  private final LakeLocation location;

  public CommittedLake(Path warehouse) {
    this.location = LakeLocation.embedded(warehouse);
  }

  /** The newest cut; empty before there is a lake. */
  public Optional<Cut> cut() {
    Optional<LakeCatalog> lake = LakeCatalog.openExisting(location);
    if (lake.isEmpty()) {
      return Optional.empty();
    }
    try (LakeCatalog open = lake.get()) {
      return Cut.newest(open.load(LakeTables.LEDGER));
    }
  }

  /** Number of the newest commit; 0 before there is one. */
  public long seq() {
    return cut().map(Cut::seq).orElse(0L);
  }

  /**
   * Runs a query over the views {@code events}, {@code requests_hourly}, {@code rejects}, {@code
   * ledger}.
   */
  public List<List<Object>> query(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    forEach(sql, rows::add);
    return rows;
  }

  /** The same, for more rows than fit into memory. */
  public void forEach(String sql, Consumer<List<Object>> row) {
    Properties streaming = new Properties();
    streaming.setProperty("jdbc_stream_results", "true");
    try (LakeCatalog lake = LakeCatalog.open(location);
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:", streaming)) {
      Map<LakeTables, Table> tables = lake.loadAll();
      Cut cut = Cut.newest(tables.get(LakeTables.LEDGER)).orElseThrow();
      for (LakeTables table : LakeTables.values()) {
        createView(duckdb, table, files(tables.get(table), cut.snapshotOf(table)));
      }
      rows(duckdb, sql, row);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The one value that a query gives, as a number. */
  public long number(String sql) {
    return ((Number) query(sql).get(0).get(0)).longValue();
  }

  /** A query of two columns as a map. */
  public Map<Object, Object> map(String sql) {
    Map<Object, Object> map = new LinkedHashMap<>();
    query(sql).forEach(row -> map.put(row.get(0), row.get(1)));
    return map;
  }

  private static List<String> files(Table table, long snapshot) {
    List<String> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).planFiles()) {
      tasks.forEach(task -> files.add(LocalFileIO.pathOf(task.file().location()).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void createView(Connection duckdb, LakeTables table, List<String> files)
      throws SQLException {
    String select =
        files.isEmpty()
            ? table.schema().columns().stream()
                .map(column -> "null as \"" + column.name() + "\"")
                .collect(Collectors.joining(", ", "select ", " where false"))
            : files.stream()
                .map(file -> "'" + file.replace("'", "''") + "'")
                .collect(
                    Collectors.joining(
                        ", ",
                        "select * from read_parquet([",
                        "], hive_partitioning=false, union_by_name=true)"));
    try (Statement statement = duckdb.createStatement()) {
      statement.execute("create view \"" + table.tableName() + "\" as " + select);
    }
  }

  private static void rows(Connection duckdb, String sql, Consumer<List<Object>> consumer)
      throws SQLException {
    try (Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(result.getObject(i));
        }
        consumer.accept(row);
      }
    }
  }
}
