package io.tailwater.queries.sql;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Statements that tests are made of, a paragraph each. */
final class SqlPieces {
  private SqlPieces() {}

  static List<String> legal() {
    return paragraphs("legal.sql");
  }

  /** With {@code %dir%} for a directory and {@code %file%} for a data file. */
  static List<String> exploits() {
    return paragraphs("exploits.sql");
  }

  private static List<String> paragraphs(String file) {
    try (InputStream in = SqlPieces.class.getResourceAsStream(file)) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(all.split("\n\n+"))
          .map(String::strip)
          .filter(text -> !text.isEmpty() && !text.startsWith("-- "))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
