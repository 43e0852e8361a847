package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which events a question is about, where it reads events themselves: the filters that every answer
 * has, and those that only rows have.
 */
final class EventFilters {
  static final Set<String> NAMES =
      Names.with(Filters.NAMES, "source", "stream", "min_latency_ms", "max_latency_ms");
  private static final List<String> WORDS = List.of("source", "stream");

  private EventFilters() {}

  /** Conditions on the columns of {@code events}, each begun with {@code AND}. */
  static Sql conditions(Parameters parameters) {
    Sql sql = Filters.parse(parameters).conditions();
    for (String word : WORDS) {
      List<String> values = parameters.all(word);
      if (!values.isEmpty()) {
        sql.add(" AND " + word + " IN (" + Filters.marks(values.size()) + ")", values.toArray());
      }
    }
    latency(parameters, "min_latency_ms")
        .ifPresent(least -> sql.add(" AND latency_ms >= ?", least));
    latency(parameters, "max_latency_ms").ifPresent(most -> sql.add(" AND latency_ms <= ?", most));
    return sql;
  }

  private static Optional<Double> latency(Parameters parameters, String name) {
    return parameters
        .one(name)
        .map(
            text -> {
              if (!text.matches("\\d{1,12}(\\.\\d{1,9})?")) {
                throw new BadParameterException(
                    name,
                    "'" + name + "' wants milliseconds such as 250 or 0.5, got '" + text + "'");
              }
              return Double.valueOf(text);
            });
  }
}
