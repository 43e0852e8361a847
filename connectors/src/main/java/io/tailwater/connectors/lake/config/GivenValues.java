package io.tailwater.connectors.lake.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The texts that were given, by full path. A later layer replaces what an earlier one gave. */
final class GivenValues {
  /**
   * One text.
   *
   * @param text the text
   * @param where file and line, environment variable or option that gave it
   */
  record Given(String text, String where) {}

  private final TreeMap<String, Given> byPath = new TreeMap<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private int given;

  void put(String path, String text, String where) {
    byPath.put(path, new Given(text, where));
    turns.put(path, ++given);
  }

  /** True when a path was given after another, or without it. */
  boolean isLater(String path, String other) {
    return turns.getOrDefault(path, 0) > turns.getOrDefault(other, 0);
  }

  /** Forgets every element of a list or map. */
  void clearBelow(String path) {
    byPath.subMap(path + ".", path + "/").clear();
  }

  Optional<Given> at(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** What was given below a path, keyed by the rest of the path. */
  Map<String, Given> below(String path) {
    Map<String, Given> rest = new TreeMap<>();
    byPath
        .subMap(path + ".", path + "/")
        .forEach((full, given) -> rest.put(full.substring(path.length() + 1), given));
    return rest;
  }

  /** The indexes given in a list, which must have no gap. */
  int size(String path) {
    SortedSet<Integer> indexes = new TreeSet<>();
    below(path).keySet().forEach(rest -> indexes.add(Integer.valueOf(rest.split("\\.")[0])));
    int size = indexes.size();
    if (size > 0 && indexes.last() != size - 1) {
      String last = path + "." + indexes.last();
      int gap = 0;
      while (indexes.contains(gap)) {
        gap++;
      }
      throw ConfigException.at(
          whereOf(last), last, "is given, but " + path + "." + gap + " is not; lists have no gaps");
    }
    return size;
  }

  /** Where a path, something in it or the nearest section around it was given; "" if nowhere. */
  String whereOf(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      if (byPath.containsKey(at)) {
        return byPath.get(at).where();
      }
      Map<String, Given> inside = below(at);
      if (!inside.isEmpty()) {
        return inside.values().iterator().next().where();
      }
    }
    return "";
  }
}
