package io.tailwater.queries.sql;

import io.tailwater.connectors.lake.config.SqlConfig;
import io.tailwater.queries.lake.DuckDbLimits;
import java.time.Duration;

/**
 * What a query over HTTP may take.
 *
 * @param database memory, threads and disk of its DuckDB
 * @param timeout longest time
 * @param maxRows most rows of a result
 * @param maxBytes most bytes of a result, as JSON
 * @param atOnce queries at the same time
 */
public record SqlLimits(
    DuckDbLimits database, Duration timeout, int maxRows, long maxBytes, int atOnce) {
  private static final long MAX_BYTES = 16L << 20;
  private static final int AT_ONCE = 2;

  /** As the configuration has it. */
  public static SqlLimits of(SqlConfig config) {
    int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    return new SqlLimits(
        new DuckDbLimits(config.memory() >> 20, threads, config.tempDisk() >> 20),
        config.timeout(),
        config.maxRows(),
        MAX_BYTES,
        AT_ONCE);
  }
}
