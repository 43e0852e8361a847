package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * Users' own SQL.
 *
 * @param enabled whether it is accepted over HTTP
 * @param memory what it may take, bytes; at least 64 MiB
 * @param tempDisk disk it may take for what does not fit, bytes
 * @param timeout longest time it may run, 100 ms to 1 h
 * @param maxRows most rows of a result; at least 1
 */
public record SqlConfig(boolean enabled, long memory, long tempDisk, Duration timeout, int maxRows)
    implements Serializable {
  private static final long LEAST_MEMORY = 64L << 20;

  public SqlConfig {
    Require.between("sql.memory", memory, LEAST_MEMORY, Long.MAX_VALUE);
    Require.between("sql.timeout", timeout, Duration.ofMillis(100), Duration.ofHours(1));
    if (maxRows < 1) {
      throw ConfigException.invalid("sql.max_rows", "1 or more", maxRows);
    }
  }

  /** The same, with no more time than a request has. */
  public SqlConfig within(Duration request) {
    Duration shorter = timeout.compareTo(request) < 0 ? timeout : request;
    return new SqlConfig(enabled, memory, tempDisk, shorter, maxRows);
  }
}
