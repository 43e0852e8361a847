package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * The query service.
 *
 * @param listen address it listens on; anything but loopback needs keys
 * @param keysFile file with the hashes of API keys; null when none are required
 * @param memory what the numbers of the lake may take beside the Java heap, bytes, at least 64 MiB;
 *     null for a share of the machine's memory
 * @param limits what callers may take
 * @param sql users' own SQL
 * @param pricePerTb price of reading 10^12 bytes, in a currency of the user's own; 0 or more
 * @param warnRejectRatio share of a source's lines, 0 to 1: where more are rejected, the status
 *     warns
 */
public record ServerConfig(
    ListenAddress listen,
    String keysFile,
    Long memory,
    LimitsConfig limits,
    SqlConfig sql,
    double pricePerTb,
    double warnRejectRatio)
    implements Serializable {
  private static final long LEAST_MEMORY = 64L << 20;

  public ServerConfig {
    if (memory != null) {
      Require.between("memory", memory, LEAST_MEMORY, Long.MAX_VALUE);
    }
    if (!(pricePerTb >= 0)) {
      throw ConfigException.invalid("price_per_tb", "0 or more", pricePerTb);
    }
    if (!(warnRejectRatio >= 0 && warnRejectRatio <= 1)) {
      throw ConfigException.invalid("warn_reject_ratio", "0 to 1", warnRejectRatio);
    }
    if (keysFile == null && !listen.isLoopback()) {
      throw ConfigException.invalid(
          "listen", "a loopback address unless server.auth.keys_file names API keys", listen);
    }
  }
}
