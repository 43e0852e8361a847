package io.tailwater.connectors.commit.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;

/** What others make of a file: parquet-java, Iceberg and DuckDB. */
final class ReadBack {
  private ReadBack() {}

  /** Values as bits and bytes, for which NaN is itself, and zero is not minus zero. */
  static List<List<Object>> groups(DataFile file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new EventTable.Groups(TwoWays.parquet(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(PageIndexLaw.bits(row));
      }
    }
    return rows;
  }

  static List<String> records(Table table, DataFile file) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = SnapshotRows.rowsOf(table, file, table.schema())) {
      records.forEach(record -> rows.add(record.toString()));
    }
    return rows;
  }

  /** Rows that are not the same in two files, where they stand. */
  static long differencesByDuckDb(DataFile one, DataFile other) throws Exception {
    String sql =
        "SELECT count(*) FROM read_parquet('%s', file_row_number = true) o FULL JOIN"
            + " read_parquet('%s', file_row_number = true) s USING (file_row_number)"
            + " WHERE o IS DISTINCT FROM s";
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        var result =
            duck.createStatement()
                .executeQuery(sql.formatted(TwoWays.path(one), TwoWays.path(other)))) {
      result.next();
      return result.getLong(1);
    }
  }

  static Map<String, Statistics<?>> statistics(DataFile file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(TwoWays.parquet(file))) {
      assertThat(reader.getRowGroups()).hasSize(1);
      Map<String, Statistics<?>> statistics = new TreeMap<>();
      reader
          .getRowGroups()
          .get(0)
          .getColumns()
          .forEach(c -> statistics.put(c.getPath().toDotString(), c.getStatistics()));
      return statistics;
    }
  }

  static List<Object> metrics(DataFile file) {
    return List.of(
        file.recordCount(),
        file.valueCounts(),
        file.nullValueCounts(),
        file.lowerBounds(),
        file.upperBounds());
  }
}
