package io.tailwater.connectors.lake.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the known name that an unknown one was probably meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The name among those known that takes the fewest edits; there must be one. */
  public static String to(String name, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> edits(name, k))).orElseThrow();
  }

  /** The sentence about an unknown key, with the nearest known one. */
  static ConfigException unknown(String where, String path) {
    return ConfigException.at(
        where, path, "is not a known key; the nearest one is " + keyLike(path));
  }

  private static String keyLike(String path) {
    String shape = path.replaceAll("\\.\\d+(?=\\.|$)", ".*");
    return ConfigKeys.ALL.stream()
        .map(ConfigKey::path)
        .flatMap(Nearest::withParents)
        .min(Comparator.comparingInt(known -> distance(shape, known)))
        .orElseThrow();
  }

  private static Stream<String> withParents(String path) {
    return Stream.iterate(path, known -> !known.isEmpty(), Nearest::parent)
        .filter(known -> !known.endsWith("*"));
  }

  /** Edits between the paths; a right name in the wrong section is near, too. */
  private static int distance(String path, String known) {
    int misplaced = 3 + edits(name(path), name(known));
    return Math.min(edits(path, known), misplaced);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
