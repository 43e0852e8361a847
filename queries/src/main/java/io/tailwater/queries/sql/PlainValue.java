package io.tailwater.queries.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.duckdb.DuckDBStruct;

/** DuckDB's values as numbers, strings, booleans, lists, maps and null. */
final class PlainValue {
  private PlainValue() {}

  /** A value of a result for people and programs. */
  static Object of(Object value) throws SQLException {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant().toString();
    }
    if (value instanceof Array array) {
      return list(Arrays.asList((Object[]) array.getArray()));
    }
    if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Timestamp time) {
      // Of no zone: as a moment it would be another one in each zone of this machine.
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.toLocalDateTime());
    }
    if (value instanceof LocalTime time) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    boolean hasText =
        value instanceof LocalDate || value instanceof LocalDateTime || value instanceof UUID;
    return hasText ? value.toString() : value;
  }

  private static Map<String, Object> map(Map<?, ?> values) throws SQLException {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      copy.put(String.valueOf(entry.getKey()), of(entry.getValue()));
    }
    return copy;
  }

  private static List<Object> list(List<?> values) throws SQLException {
    List<Object> copy = new ArrayList<>();
    for (Object value : values) {
      copy.add(of(value));
    }
    return copy;
  }
}
