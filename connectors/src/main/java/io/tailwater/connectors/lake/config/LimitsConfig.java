package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * What callers of the query service may take.
 *
 * @param rateLimit requests a second of one key, or of one address without a key; above 0
 * @param maxConcurrent answers that are computed at once, 1 to 1,000
 * @param requestTimeout longest time for a request to come in, and for its answer to be computed, 1
 *     s to 1 h
 */
public record LimitsConfig(double rateLimit, int maxConcurrent, Duration requestTimeout)
    implements Serializable {
  private static final int MOST_CONCURRENT = 1000;

  public LimitsConfig {
    if (!(rateLimit > 0)) {
      throw ConfigException.invalid("rate_limit", "more than 0", rateLimit);
    }
    if (maxConcurrent < 1 || maxConcurrent > MOST_CONCURRENT) {
      throw ConfigException.invalid("max_concurrent", "1 to " + MOST_CONCURRENT, maxConcurrent);
    }
    Require.between("request_timeout", requestTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
  }
}
