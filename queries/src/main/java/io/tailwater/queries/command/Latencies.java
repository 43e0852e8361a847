package io.tailwater.queries.command;

import java.util.List;

/** What rows of latencies have in common. */
final class Latencies {
  private Latencies() {}

  /** The API's names, in its order, when no quantiles are named. */
  static List<String> fields(String group) {
    return List.of(
        group,
        "requests",
        "latency_count",
        "p50_ms",
        "p95_ms",
        "p99_ms",
        "min_ms",
        "mean_ms",
        "max_ms");
  }
}
