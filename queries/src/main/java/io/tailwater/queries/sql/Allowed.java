package io.tailwater.queries.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What users' SQL may consist of: {@code shapes.txt} and {@code functions.txt}. Names are compared
 * as DuckDB does, without regard to the case of ASCII letters.
 */
final class Allowed {
  private static final Map<String, Set<Set<String>>> SHAPES = shapes();
  private static final Map<String, List<List<String>>> NAMES = NameLists.read("functions.txt");
  private static final Set<String> SCALAR = names("scalar", "operator", "aggregate", "window");
  private static final Set<String> TABLE = names("table");
  private static final Set<String> TYPES = names("type");

  private Allowed() {}

  /** Whether a part of a query has just the fields that a part of this kind has. */
  static boolean shape(String kind, Set<String> fields) {
    return SHAPES.getOrDefault(kind, Set.of()).contains(fields);
  }

  /** Whether a function or operator may stand in an expression. */
  static boolean function(String name) {
    return SCALAR.contains(name);
  }

  /** Whether a function may stand after FROM. */
  static boolean tableFunction(String name) {
    return TABLE.contains(name);
  }

  static boolean type(String name) {
    return TYPES.contains(name.replace(' ', '_'));
  }

  /** Whether somebody has looked at a function of DuckDB and decided: yes or no. */
  static boolean isDecided(String name, boolean afterFrom) {
    String key = key(name).replace(' ', '_');
    boolean allowed = afterFrom ? TABLE.contains(key) : SCALAR.contains(key);
    Set<String> refused = afterFrom ? names("refused", "refused_table") : names("refused");
    return allowed || refused.stream().anyMatch(pattern -> matches(pattern, key));
  }

  /** A name as names are compared. */
  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static boolean matches(String pattern, String name) {
    return name.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
  }

  private static Set<String> names(String... headings) {
    Set<String> names = new HashSet<>();
    for (String heading : headings) {
      NAMES.get(heading).forEach(list -> list.forEach(name -> names.add(key(name))));
    }
    return Set.copyOf(names);
  }

  private static Map<String, Set<Set<String>>> shapes() {
    Map<String, Set<Set<String>>> shapes = new HashMap<>();
    NameLists.read("shapes.txt")
        .forEach(
            (kind, lists) ->
                lists.forEach(
                    fields ->
                        shapes
                            .computeIfAbsent(kind, first -> new HashSet<>())
                            .add(Set.copyOf(fields))));
    return shapes;
  }
}
