package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.LakeTables;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.ListType;
import org.apache.iceberg.types.Types.MapType;
import org.apache.iceberg.types.Types.NestedField;

/** Rows that a query of DuckDB gives, as files of a table with bounds for every column. */
public final class LakeRows {
  private final Path directory;
  private final LakeFixture lake;

  /**
   * @param directory where the files go
   */
  public LakeRows(Path directory, LakeFixture lake) {
    this.directory = directory;
    this.lake = lake;
  }

  /** Appends a file a day; a cut names them once the fixture commits. */
  public void append(LakeTables name, String select) throws Exception {
    Table table = lake.lake().load(name);
    AppendFiles append = table.newFastAppend();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE TABLE rows AS " + select);
      List<NestedField> columns = new ArrayList<>();
      for (String column : texts(statement, "SELECT column_name FROM (DESCRIBE rows)")) {
        columns.add(table.schema().findField(column));
      }
      String time = name.spec().schema().findColumnName(name.spec().fields().get(0).sourceId());
      String days = "SELECT DISTINCT " + time + "::DATE::VARCHAR FROM rows ORDER BY 1";
      for (String day : texts(statement, days)) {
        String rows = "rows WHERE " + time + "::DATE = '" + day + "'";
        append.appendFile(file(statement, name, columns, rows, LocalDate.parse(day)));
      }
    }
    append.commit();
  }

  private DataFile file(
      Statement statement, LakeTables name, List<NestedField> columns, String rows, LocalDate day)
      throws Exception {
    Path path = directory.resolve(UUID.randomUUID() + ".parquet");
    Files.createDirectories(directory);
    String ids = columns.stream().map(LakeRows::id).collect(Collectors.joining(", "));
    statement.execute(
        "COPY (SELECT * FROM %s) TO '%s' (FORMAT parquet, FIELD_IDS {%s}, ROW_GROUP_SIZE 2048)"
            .formatted(rows, path, ids));
    PartitionData partition = new PartitionData(name.spec().partitionType());
    partition.set(0, (int) day.toEpochDay());
    return DataFiles.builder(name.spec())
        .withPath("file://" + path)
        .withFormat("parquet")
        .withFileSizeInBytes(Files.size(path))
        .withPartition(partition)
        .withMetrics(metrics(statement, columns, rows))
        .build();
  }

  private static Metrics metrics(Statement statement, List<NestedField> columns, String rows)
      throws SQLException {
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    long count = 0;
    for (NestedField column : columns) {
      String name = '"' + column.name() + '"';
      boolean time = column.type().typeId() == TypeID.TIMESTAMP;
      String value = time ? "epoch_us(" + name + ")" : name;
      boolean bounded = column.type().isPrimitiveType() && column.type().typeId() != TypeID.BINARY;
      String bounds = bounded ? ", min(" + value + "), max(" + value + ")" : "";
      try (ResultSet row =
          statement.executeQuery(
              "SELECT count(*), count(%s)%s FROM %s".formatted(name, bounds, rows))) {
        row.next();
        count = row.getLong(1);
        values.put(column.fieldId(), count);
        nulls.put(column.fieldId(), count - row.getLong(2));
        if (bounded && row.getObject(3) != null) {
          lower.put(column.fieldId(), bound(column.type(), row.getObject(3)));
          upper.put(column.fieldId(), bound(column.type(), row.getObject(4)));
        }
      }
    }
    return new Metrics(count, null, values, nulls, null, lower, upper);
  }

  private static ByteBuffer bound(Type type, Object value) {
    return Conversions.toByteBuffer(type, value);
  }

  private static String id(NestedField column) {
    String name = '"' + column.name() + "\": ";
    Type type = column.type();
    if (type instanceof ListType list) {
      return name
          + "{__duckdb_field_id: %d, element: %d}".formatted(column.fieldId(), list.elementId());
    }
    if (type instanceof MapType map) {
      return name
          + "{__duckdb_field_id: %d, key: %d, value: %d}"
              .formatted(column.fieldId(), map.keyId(), map.valueId());
    }
    return name + column.fieldId();
  }

  private static List<String> texts(Statement statement, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
