package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * The query service.
 *
 * @param listen address it listens on; anything but loopback needs keys
 * @param keysFile file with the hashes of API keys; null when none are required
 * @param sqlEnabled whether users' SQL is accepted
 * @param warnRejectRatio share of a source's lines, 0 to 1: where more are rejected, the status
 *     warns
 */
public record ServerConfig(
    ListenAddress listen, String keysFile, boolean sqlEnabled, double warnRejectRatio)
    implements Serializable {
  public ServerConfig {
    if (!(warnRejectRatio >= 0 && warnRejectRatio <= 1)) {
      throw ConfigException.invalid("warn_reject_ratio", "0 to 1", warnRejectRatio);
    }
    if (keysFile == null && !listen.isLoopback()) {
      throw ConfigException.invalid(
          "listen", "a loopback address unless server.auth.keys_file names API keys", listen);
    }
  }
}
