package io.tailwater.queries.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BinaryOperator;

/**
 * Sums of one group.
 *
 * @param requests all
 * @param clientErrors status 400–499
 * @param serverErrors status 500–599
 * @param bytes bytes sent
 * @param latencyCount requests with a latency
 * @param latencySumMs sum of latencies
 * @param latencyMinMs null without latencies
 * @param latencyMaxMs null without latencies
 * @param latencyZeros latencies of exactly zero
 */
record Counts(
    long requests,
    long clientErrors,
    long serverErrors,
    long bytes,
    long latencyCount,
    double latencySumMs,
    Double latencyMinMs,
    Double latencyMaxMs,
    long latencyZeros) {

  /** The sums over rows of {@link Facts#counts}, to be read with {@link #of}. */
  static final String SUMS =
      "sum(requests)::BIGINT AS requests,"
          + " sum(client_errors)::BIGINT AS client_errors,"
          + " sum(server_errors)::BIGINT AS server_errors,"
          + " sum(bytes)::BIGINT AS bytes, sum(latency_count)::BIGINT AS latency_count,"
          + " sum(latency_sum_ms) AS latency_sum_ms, min(latency_min_ms) AS latency_min_ms,"
          + " max(latency_max_ms) AS latency_max_ms, sum(latency_zeros)::BIGINT AS latency_zeros";

  /** The same over rows of the table as it is, where only the status tells of errors. */
  static final String SUMS_BY_STATUS =
      SUMS.replace("sum(client_errors)", "(sum(requests) FILTER (status BETWEEN 400 AND 499))")
          .replace("sum(server_errors)", "(sum(requests) FILTER (status BETWEEN 500 AND 599))");

  static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, null, null, 0);

  /**
   * Reads {@link #SUMS}.
   *
   * @param before how many columns come before them
   */
  static Counts of(ResultSet row, int before) throws SQLException {
    return new Counts(
        row.getLong(before + 1),
        row.getLong(before + 2),
        row.getLong(before + 3),
        row.getLong(before + 4),
        row.getLong(before + 5),
        sum(row, before + 6),
        decimal(row, before + 7),
        decimal(row, before + 8),
        row.getLong(before + 9));
  }

  /** DuckDB's driver makes NaN of nothing, and a sum over no rows is nothing. */
  private static double sum(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? 0 : value;
  }

  private static Double decimal(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  /** The sums of both. */
  Counts plus(Counts more) {
    return new Counts(
        requests + more.requests,
        clientErrors + more.clientErrors,
        serverErrors + more.serverErrors,
        bytes + more.bytes,
        latencyCount + more.latencyCount,
        latencySumMs + more.latencySumMs,
        either(latencyMinMs, more.latencyMinMs, Math::min),
        either(latencyMaxMs, more.latencyMaxMs, Math::max),
        latencyZeros + more.latencyZeros);
  }

  private static Double either(Double one, Double other, BinaryOperator<Double> both) {
    return one == null ? other : other == null ? one : both.apply(one, other);
  }

  long errors() {
    return clientErrors + serverErrors;
  }

  /** Errors by requests; null without requests. */
  Double errorRatio() {
    return requests == 0 ? null : (Double) ((double) errors() / requests);
  }

  /** Server errors by requests; null without requests. */
  Double serverErrorRatio() {
    return requests == 0 ? null : (Double) ((double) serverErrors / requests);
  }
}
