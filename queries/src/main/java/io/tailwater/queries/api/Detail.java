package io.tailwater.queries.api;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a question keeps apart: the less, the fewer rows its numbers are summed from.
 *
 * @param dimensions columns of the facts that it names
 * @param time how finely it tells times apart
 */
record Detail(Set<String> dimensions, Time time) {
  static final Set<String> DIMENSIONS =
      Set.of("service", "endpoint", "method", "status", "region", "client_class");

  /** Everything apart. */
  static final Detail ALL = new Detail(DIMENSIONS, Time.HOURS);

  /** The one way in which days are told apart. */
  private static final String DAY = "at_us // 86400000000";

  /** How finely times are told apart. */
  enum Time {
    NONE,
    DAYS,
    HOURS
  }

  /**
   * What an expression over the columns of the facts names. A name that only looks like one of them
   * makes the question dearer, not wrong.
   *
   * @param sql its text, without values
   */
  static Detail of(String sql) {
    Set<String> dimensions = new TreeSet<>(DIMENSIONS);
    dimensions.removeIf(column -> !sql.contains(column));
    String rest = sql.replace(DAY, "");
    Time time = rest.contains("at_us") ? Time.HOURS : rest.equals(sql) ? Time.NONE : Time.DAYS;
    return new Detail(dimensions, time);
  }

  /** The same with more columns. */
  Detail with(Set<String> columns) {
    Set<String> all = new TreeSet<>(dimensions);
    all.addAll(columns);
    return new Detail(all, time);
  }
}
