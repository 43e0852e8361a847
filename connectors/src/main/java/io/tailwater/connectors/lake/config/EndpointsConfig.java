package io.tailwater.connectors.lake.config;

import java.io.Serializable;
import java.util.List;

/**
 * How paths become endpoint names.
 *
 * @param rules templates such as {@code /users/{id}}, tried in order before the built-in masks
 * @param maxPerService endpoint names that a service may have in a task, 1 to 100000; the rest
 *     count under {@code {other}}
 */
public record EndpointsConfig(List<String> rules, int maxPerService) implements Serializable {
  public EndpointsConfig {
    rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      if (!rules.get(i).startsWith("/")) {
        throw ConfigException.invalid(
            "rules." + i,
            "a path template that starts with '/', such as /users/{id}",
            rules.get(i));
      }
    }
    if (maxPerService < 1 || maxPerService > 100_000) {
      throw ConfigException.invalid(
          "max_per_service", "a whole number from 1 to 100000", maxPerService);
    }
  }
}
