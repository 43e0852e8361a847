package io.tailwater.queries.rows;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rows for people and programs.
 *
 * @param columns names, in order
 * @param types what the columns hold, in their order
 * @param rows values in the order of the columns: numbers, strings, booleans, times, lists, maps,
 *     null
 */
public record Rows(List<String> columns, List<CellType> types, List<List<Object>> rows) {

  public Rows {
    if (types.size() != columns.size()) {
      throw new IllegalArgumentException("A type a column, got " + types + " for " + columns);
    }
  }

  /** Rows whose values say what the columns hold. */
  public Rows(List<String> columns, List<List<Object>> rows) {
    this(columns, typesOf(columns, rows), rows);
  }

  private static List<CellType> typesOf(List<String> columns, List<List<Object>> rows) {
    List<CellType> types = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      types.add(CellType.ofValues(rows.stream().map(row -> row.get(column)).toList()));
    }
    return types;
  }

  /** A row as an object with the columns' names. */
  public Map<String, Object> object(List<Object> row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      object.put(columns.get(c), row.get(c));
    }
    return object;
  }

  /** A value of DuckDB's as one that rows may have. */
  public static Object plain(Object value) throws SQLException {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof Array array) {
      return list(Arrays.asList((Object[]) array.getArray()));
    }
    if (value instanceof Struct struct) {
      return list(Arrays.asList(struct.getAttributes()));
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        copy.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
      }
      return copy;
    }
    boolean hasText =
        value instanceof LocalDateTime || value instanceof LocalTime || value instanceof UUID;
    return hasText ? value.toString() : value;
  }

  private static List<Object> list(List<?> values) throws SQLException {
    List<Object> copy = new ArrayList<>();
    for (Object value : values) {
      copy.add(plain(value));
    }
    return copy;
  }
}
