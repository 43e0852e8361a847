package io.tailwater.queries.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.LocalDate;
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
    if (value instanceof Struct struct) {
      return list(Arrays.asList(struct.getAttributes()));
    }
    if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        copy.put(String.valueOf(entry.getKey()), of(entry.getValue()));
      }
      return copy;
    }
    boolean hasText =
        value instanceof LocalDate
            || value instanceof LocalDateTime
            || value instanceof LocalTime
            || value instanceof UUID;
    return hasText ? value.toString() : value;
  }

  private static List<Object> list(List<?> values) throws SQLException {
    List<Object> copy = new ArrayList<>();
    for (Object value : values) {
      copy.add(of(value));
    }
    return copy;
  }
}
