package io.tailwater.connectors.lake.config;

import java.util.List;

/**
 * A configuration and where it came from.
 *
 * @param config the configuration
 * @param settings every value in force, in the order of the docs, with its origin
 */
public record LoadedConfig(TailwaterConfig config, List<Setting> settings) {
  public LoadedConfig {
    settings = List.copyOf(settings);
  }
}
