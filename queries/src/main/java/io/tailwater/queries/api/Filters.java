package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a question counts. Values of one filter widen it, filters narrow each other.
 *
 * @param words column to accepted values
 * @param statuses accepted status codes; empty for any
 */
record Filters(Map<String, List<String>> words, List<StatusRange> statuses) {
  /** Columns that only events have: what such a filter lets through is counted event by event. */
  static final List<String> OF_EVENTS =
      List.of(
          "host",
          "client_ip",
          "user_name",
          "user_agent",
          "referer",
          "path",
          "request_id",
          "trace_id");

  private static final List<String> WORDS =
      List.of("service", "method", "endpoint", "region", "client_class");

  /** Filters that rollups can tell, too. */
  static final Set<String> OF_ROLLUPS = Names.with(Set.copyOf(WORDS), "status");

  static final Set<String> NAMES = Names.with(OF_ROLLUPS, OF_EVENTS.toArray(String[]::new));

  static Filters parse(Parameters parameters) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String column : Names.joined(WORDS, OF_EVENTS)) {
      if (!parameters.all(column).isEmpty()) {
        words.put(column, List.copyOf(parameters.all(column)));
      }
    }
    return new Filters(words, parameters.all("status").stream().map(StatusRange::parse).toList());
  }

  /** True when rollups cannot tell what the filters let through. */
  boolean needEvents() {
    return words.keySet().stream().anyMatch(OF_EVENTS::contains);
  }

  boolean areNone() {
    return words.isEmpty() && statuses.isEmpty();
  }

  /** The columns that the conditions name. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>(words.keySet());
    if (!statuses.isEmpty()) {
      columns.add("status");
    }
    return columns;
  }

  /** Conditions on the columns, each begun with {@code AND}. */
  Sql conditions() {
    Sql sql = new Sql();
    words.forEach((column, values) -> sql.add(condition(column, values)));
    if (!statuses.isEmpty()) {
      List<String> ranges = new ArrayList<>();
      List<Object> bounds = new ArrayList<>();
      for (StatusRange range : statuses) {
        ranges.add("status BETWEEN ? AND ?");
        bounds.add(range.least());
        bounds.add(range.most());
      }
      sql.add(" AND (" + String.join(" OR ", ranges) + ")", bounds.toArray());
    }
    return sql;
  }

  /** A column is matched whole; of a path that ends in {@code *} only what stands before it. */
  private static Sql condition(String column, List<String> values) {
    boolean prefixes = column.equals("path") && values.stream().anyMatch(v -> v.endsWith("*"));
    if (!prefixes) {
      return Sql.of(" AND " + column + " IN (" + marks(values.size()) + ")", values.toArray());
    }
    List<String> either = new ArrayList<>();
    List<Object> paths = new ArrayList<>();
    for (String path : values) {
      boolean prefix = path.endsWith("*");
      either.add(prefix ? "starts_with(path, ?)" : "path = ?");
      paths.add(prefix ? path.substring(0, path.length() - 1) : path);
    }
    return Sql.of(" AND (" + String.join(" OR ", either) + ")", paths.toArray());
  }

  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
