package io.tailwater.queries.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What facts can be grouped by. */
enum Dimension {
  SERVICE("service"),
  ENDPOINT("endpoint"),
  METHOD("method"),
  REGION("region"),
  CLIENT_CLASS("client_class"),
  STATUS("status"),
  STATUS_CLASS("(status // 100) || 'xx'"),
  HOUR("(at_us // 3600000000)"),
  DAY("(at_us // 86400000000)");

  private final String sql;

  Dimension(String sql) {
    this.sql = sql;
  }

  /** The expression over the columns of {@link Facts}. */
  String sql() {
    return sql;
  }

  boolean isTime() {
    return this == HOUR || this == DAY;
  }

  /** What a key of the expression reads as in an answer. */
  Object shown(Object key) {
    return switch (this) {
      case HOUR -> Instant.ofEpochSecond((Long) key * 3600);
      case DAY -> LocalDate.ofEpochDay((Long) key);
      default -> key;
    };
  }

  /** The name in parameters and answers. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Dimension of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  static List<String> labels(Dimension... dimensions) {
    return Arrays.stream(dimensions).map(Dimension::label).toList();
  }
}
