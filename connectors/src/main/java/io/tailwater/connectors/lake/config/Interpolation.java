package io.tailwater.connectors.lake.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into the scalars of a file: {@code ${NAME}} and {@code
 * ${NAME:-default}}. It runs after the YAML is parsed, so no variable can add a key.
 */
record Interpolation(Map<String, String> environment) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?})?");

  String apply(String where, String path, String text) {
    if (!text.contains("${")) {
      return text;
    }
    return REFERENCE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(valueOf(where, path, found.group(1), found.group(2))));
  }

  private String valueOf(String where, String path, String name, String orElse) {
    if (name == null) {
      throw ConfigException.at(
          where, path, "has a ${ that is neither ${NAME} nor ${NAME:-default}");
    }
    String value = environment.getOrDefault(name, orElse);
    if (value == null) {
      throw ConfigException.at(
          where,
          path,
          "needs the environment variable "
              + name
              + ", which is not set; ${"
              + name
              + ":-default} would give a default");
    }
    return value;
  }
}
