package io.tailwater.connectors.lake.config;

import java.io.Serializable;

/**
 * The query service.
 *
 * @param listen address it listens on; anything but loopback needs keys
 * @param keysFile file with the hashes of API keys; null when none are required
 * @param sqlEnabled whether users' SQL is accepted
 */
public record ServerConfig(ListenAddress listen, String keysFile, boolean sqlEnabled)
    implements Serializable {
  public ServerConfig {
    if (keysFile == null && !listen.isLoopback()) {
      throw ConfigException.invalid(
          "listen", "a loopback address unless server.auth.keys_file names API keys", listen);
    }
  }
}
