package io.tailwater.connectors.lake.config;

import java.util.Optional;

/**
 * A configuration that cannot be used. The message is one sentence for the operator: where the
 * value stands, which key it is, what it must be and what it is.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean located;
  private final String key;
  private final String problem;
  private final ConfigException mirrored;

  private ConfigException(
      boolean located, String where, String key, String problem, ConfigException mirrored) {
    super((where.isEmpty() ? "" : where + ": ") + (key.isEmpty() ? "" : key + " ") + problem + ".");
    this.located = located;
    this.key = key;
    this.problem = problem;
    this.mirrored = mirrored;
  }

  /**
   * What a record says about one of its values. It knows neither the path to itself nor the origin;
   * the loader adds both.
   *
   * @param key name of the value as the file spells it
   * @param want what it must be, to follow "must be"
   * @param got what it is
   */
  public static ConfigException invalid(String key, String want, Object got) {
    return new ConfigException(false, "", key, "must be " + want + ", but is " + quoted(got), null);
  }

  /**
   * What a record says about two of its values that do not go together.
   *
   * @param one what is wrong with one of them
   * @param other what is wrong with the other, to be said where that one was given last
   */
  static ConfigException conflict(ConfigException one, ConfigException other) {
    return new ConfigException(false, "", one.key, one.problem, other);
  }

  /**
   * A problem at a known place.
   *
   * @param where file and line, environment variable or option
   * @param key full path of the key; empty when the problem is not about one key
   * @param problem the rest of the sentence
   */
  static ConfigException at(String where, String key, String problem) {
    return new ConfigException(true, where, key, problem, null);
  }

  /** Whether the message already has the full path and the place. */
  boolean isLocated() {
    return located;
  }

  /** The key that a record refused, relative to the record. */
  String key() {
    return key;
  }

  /** The same problem, said of the other value that it is about. */
  Optional<ConfigException> mirrored() {
    return Optional.ofNullable(mirrored);
  }

  /** The same problem, said with the full path of its key and the place where it is set. */
  ConfigException located(String where, String path) {
    return new ConfigException(true, where, path, problem, null);
  }

  static String quoted(Object value) {
    return value == null ? "missing" : '"' + value.toString() + '"';
  }
}
