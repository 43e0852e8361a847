package io.tailwater.queries.api;

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
  HOUR("(at_us // 3600000000)");

  private final String sql;

  Dimension(String sql) {
    this.sql = sql;
  }

  /** The expression over the columns of {@link Facts}. */
  String sql() {
    return sql;
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
