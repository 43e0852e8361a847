package io.tailwater.connectors.lake.config;

import java.time.Duration;
import java.util.regex.Pattern;

/** The checks that several records share. */
final class Require {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  private Require() {}

  static void name(String key, String value) {
    if (value == null || !NAME.matcher(value).matches()) {
      throw ConfigException.invalid(
          key,
          "a name of 1 to 64 letters, digits, '_', '-' and '.' that starts with a letter or digit",
          value);
    }
  }

  static void text(String key, String value) {
    if (value == null || value.isBlank()) {
      throw ConfigException.invalid(key, "a text that is not blank", value);
    }
  }

  static void between(String key, Duration value, Duration least, Duration most) {
    if (value == null || value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw ConfigException.invalid(
          key,
          "a duration from " + Durations.text(least) + " to " + Durations.text(most),
          value == null ? null : Durations.text(value));
    }
  }
}
