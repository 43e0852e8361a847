package io.tailwater.connectors.lake.config;

import java.util.Locale;

/**
 * One key of the configuration.
 *
 * @param path its full path, {@code *} for the index in a list of sections
 * @param type how a value is read; of lists and maps: how an element is read
 * @param shape whether it is one value, a list or a map
 * @param defaultText its default as the file would write it; null when there is none
 * @param doc what it means, one sentence without its full stop
 */
record ConfigKey<T>(String path, ValueType<T> type, Shape shape, String defaultText, String doc) {
  enum Shape {
    VALUE,
    LIST,
    MAP
  }

  static <T> ConfigKey<T> value(String path, ValueType<T> type, String defaultText, String doc) {
    return new ConfigKey<>(path, type, Shape.VALUE, defaultText, doc);
  }

  static ConfigKey<String> list(String path, String doc) {
    return new ConfigKey<>(path, ValueType.TEXT, Shape.LIST, null, doc);
  }

  static <T> ConfigKey<T> map(String path, ValueType<T> type, String doc) {
    return new ConfigKey<>(path, type, Shape.MAP, null, doc);
  }

  /** The path with the index of the section it is in. */
  String in(int index) {
    return path.replace("*", Integer.toString(index));
  }

  /** Whether a value must be hidden and may be given as the name of a file. */
  boolean secret() {
    return type == ValueType.SECRET;
  }

  /** Whether {@code $} in a value stands for itself. */
  boolean verbatim() {
    return path.endsWith(".format");
  }

  /** The environment variable that sets it; {@code 0} stands for the index. */
  String environmentName() {
    return "TAILWATER_" + path.replace("*", "0").replace(".", "__").toUpperCase(Locale.ROOT);
  }
}
