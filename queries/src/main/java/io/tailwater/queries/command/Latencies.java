package io.tailwater.queries.command;

import java.util.ArrayList;
import java.util.List;

/** What rows of latencies have in common. */
final class Latencies {
  private Latencies() {}

  /** The API's names, in its order, when no quantiles are named. */
  static List<String> fields(List<String> groups) {
    List<String> fields = new ArrayList<>(groups);
    fields.addAll(
        List.of(
            "requests",
            "latency_count",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "min_ms",
            "mean_ms",
            "max_ms"));
    return fields;
  }
}
