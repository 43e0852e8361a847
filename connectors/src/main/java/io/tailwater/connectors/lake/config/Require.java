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

  static void between(String key, long bytes, long least, long most) {
    if (bytes < least || bytes > most) {
      throw ConfigException.invalid(
          key,
          most == Long.MAX_VALUE
              ? "a size of at least " + Sizes.text(least)
              : "a size from " + Sizes.text(least) + " to " + Sizes.text(most),
          Sizes.text(bytes));
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

  /** One age must not be longer than another; the loader says it of the one given last. */
  static void notLonger(String key, Duration value, String otherKey, Duration other) {
    if (value.compareTo(other) > 0) {
      String text = Durations.text(value);
      String otherText = Durations.text(other);
      throw ConfigException.conflict(
          ConfigException.invalid(key, "at most as long as " + otherKey + ", " + otherText, text),
          ConfigException.invalid(otherKey, "at least as long as " + key + ", " + text, otherText));
    }
  }
}
