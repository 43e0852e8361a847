package io.tailwater.queries.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters of a question. A name that the question does not know is refused: a typo must not
 * silently widen what is asked.
 */
public final class Parameters {
  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Checks the names.
   *
   * @throws BadParameterException on an unknown one, naming the nearest known
   */
  public static Parameters of(Map<String, List<String>> values, Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new BadParameterException(
            name,
            "There is no parameter '"
                + name
                + "'"
                + (known.isEmpty()
                    ? "; this answer takes none"
                    : ", nearest: " + nearest(name, known)));
      }
    }
    return new Parameters(values);
  }

  /** All that was given but for some names, in the order of the names. */
  Map<String, List<String>> without(String... names) {
    Map<String, List<String>> rest = new TreeMap<>(values);
    List.of(names).forEach(rest::remove);
    return rest;
  }

  /** Every value given for a name. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of a name that may be given once. */
  public Optional<String> one(String name) {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw new BadParameterException(
          name, "'" + name + "' may be given once, got " + given.size() + " values");
    }
    return given.stream().findFirst();
  }

  /** One of some words, else the first of them. */
  public String word(String name, List<String> allowed) {
    String given = one(name).orElse(allowed.get(0));
    if (!allowed.contains(given)) {
      throw new BadParameterException(
          name,
          "'" + name + "' wants one of " + String.join(", ", allowed) + ", got '" + given + "'");
    }
    return given;
  }

  /** A whole number within bounds. */
  public long whole(String name, long otherwise, long least, long most) {
    Optional<String> given = one(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    if (given.get().matches("\\d{1,18}")) {
      long number = Long.parseLong(given.get());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadParameterException(
        name,
        "'"
            + name
            + "' wants a whole number from "
            + least
            + " to "
            + most
            + ", got '"
            + given.get()
            + "'");
  }

  /** The known name with the fewest letters to change, in quotes. */
  static String nearest(String name, Set<String> known) {
    String best = "";
    int least = Integer.MAX_VALUE;
    for (String candidate : new TreeSet<>(known)) {
      int distance = distance(name, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return "'" + best + "'";
  }

  /** Levenshtein's: letters to add, drop or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
