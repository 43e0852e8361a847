package io.tailwater.queries.command;

import java.util.List;

/** What rows about endpoints have in common. */
final class Endpoints {
  /** The API's names, in its order. */
  static final List<String> FIELDS =
      List.of(
          "endpoint",
          "requests",
          "errors",
          "client_errors",
          "server_errors",
          "error_ratio",
          "server_error_ratio",
          "bytes",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "max_ms",
          "total_time_ms");

  static final Comparison.Key KEY = (row, shift) -> row.path("endpoint").toString();

  private Endpoints() {}
}
