package io.tailwater.connectors.lake.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets given as the name of a file that holds them: {@code x_file} for {@code x}. */
final class SecretFiles {
  private static final String SUFFIX = "_file";

  private SecretFiles() {}

  /** The key that {@code name} would give through a file. */
  static Optional<String> keyOf(String name) {
    return name.endsWith(SUFFIX) && name.length() > SUFFIX.length()
        ? Optional.of(name.substring(0, name.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /** The secret in a file, without the line break at its end. */
  static String read(String where, String path, String file) {
    try {
      return Files.readString(Path.of(file)).stripTrailing();
    } catch (IOException unreadable) {
      throw ConfigException.at(
          where,
          path,
          "must name a readable file with the secret, but is " + ConfigException.quoted(file));
    }
  }
}
