package io.tailwater.connectors.lake.config;

import io.tailwater.connectors.lake.config.ConfigKey.Shape;

/** What is written about the configuration for people, made from the list of its keys. */
public final class ConfigDocs {
  private ConfigDocs() {}

  /** Every key as a Markdown table: key, environment variable, type, default, meaning. */
  public static String table() {
    StringBuilder table = new StringBuilder("| key | environment | type | default | meaning |\n");
    table.append("|---|---|---|---|---|\n");
    for (ConfigKey<?> key : ConfigKeys.ALL) {
      table
          .append("| `")
          .append(key.path())
          .append("` | ")
          .append(environment(key))
          .append(" | ")
          .append(type(key).replace("|", "\\|"))
          .append(" | ")
          .append(defaultOf(key))
          .append(" | ")
          .append(key.doc().replace("|", "\\|"))
          .append(" |\n");
    }
    return table.toString();
  }

  private static String environment(ConfigKey<?> key) {
    if (key == ConfigKeys.VERSION) {
      return "";
    }
    String element = key.shape() == Shape.MAP ? "__NAME" : "";
    return "`" + key.environmentName() + element + "`";
  }

  private static String type(ConfigKey<?> key) {
    return switch (key.shape()) {
      case VALUE -> key.type().name();
      case LIST -> "list of " + key.type().name();
      case MAP -> "map of " + key.type().name();
    };
  }

  private static String defaultOf(ConfigKey<?> key) {
    if (key.defaultText() != null) {
      return "`" + key.defaultText() + "`";
    }
    if (key == ConfigKeys.CATALOG) {
      return "`{type: jdbc}`";
    }
    return key.shape() == Shape.VALUE ? "" : key.shape() == Shape.LIST ? "`[]`" : "`{}`";
  }
}
