package io.tailwater.queries.rows;

import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the cells of a column are. */
public enum CellType {
  WHOLE("BIGINT"),
  DECIMAL("DOUBLE"),
  LOGICAL("BOOLEAN"),
  TIME("TIMESTAMPTZ"),
  DAY("DATE"),
  TEXT("VARCHAR"),
  /** Lists and maps, which stand in a cell as JSON. */
  NESTED("VARCHAR");

  private static final Set<Class<?>> WHOLE_NUMBERS =
      Set.of(long.class, Long.class, int.class, Integer.class, short.class, Short.class);
  private static final Set<Class<?>> DECIMALS =
      Set.of(double.class, Double.class, float.class, Float.class);

  private final String sql;

  CellType(String sql) {
    this.sql = sql;
  }

  /** The type in Parquet files, as DuckDB names it. */
  String sql() {
    return sql;
  }

  /** The type of a component of a record. */
  static CellType of(Type type) {
    if (!(type instanceof Class<?> plain) || plain.isArray()) {
      return NESTED;
    }
    if (WHOLE_NUMBERS.contains(plain)) {
      return WHOLE;
    }
    if (DECIMALS.contains(plain)) {
      return DECIMAL;
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return LOGICAL;
    }
    if (plain == Instant.class) {
      return TIME;
    }
    if (plain == LocalDate.class) {
      return DAY;
    }
    return plain == String.class || plain.isEnum() ? TEXT : NESTED;
  }

  /** The type of a column of which only the values are known; text where there is none. */
  static CellType ofValues(List<?> values) {
    CellType all = null;
    for (Object value : values) {
      if (value != null) {
        CellType type = ofValue(value);
        all = all == null || all == type ? type : widest(all, type);
      }
    }
    return Objects.requireNonNullElse(all, TEXT);
  }

  private static CellType ofValue(Object value) {
    if (value instanceof List || value instanceof Map || value.getClass().isArray()) {
      return NESTED;
    }
    // DuckDB's sums may be wider than 64 bits; what is larger than that is no count any more.
    return value instanceof BigInteger ? DECIMAL : of(value.getClass());
  }

  private static CellType widest(CellType one, CellType other) {
    boolean numbers = Set.of(WHOLE, DECIMAL).containsAll(Set.of(one, other));
    return numbers ? DECIMAL : one == NESTED || other == NESTED ? NESTED : TEXT;
  }
}
