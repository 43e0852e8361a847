package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an answer is grouped by: none, one or a few dimensions.
 *
 * @param label as asked, {@code service,hour}
 * @param dimensions in the order asked; none makes one group
 */
record Grouping(String label, List<Dimension> dimensions) {
  private static final String NONE = "none";
  private static final int MOST = 3;

  /**
   * Reads {@code group_by}.
   *
   * @param otherwise when it is not given
   */
  static Grouping parse(Parameters parameters, String otherwise) {
    String text = parameters.one("group_by").orElse(otherwise);
    if (text.equals(NONE)) {
      return new Grouping(text, List.of());
    }
    List<String> names = Arrays.asList(text.split(",", -1));
    List<String> known = Dimension.labels(Dimension.values());
    if (names.size() > MOST
        || new HashSet<>(names).size() < names.size()
        || !known.containsAll(names)) {
      throw new BadParameterException(
          "group_by",
          "'group_by' wants none or up to "
              + MOST
              + " different ones of "
              + String.join(", ", known)
              + ", separated by commas, got '"
              + text
              + "'");
    }
    return new Grouping(text, names.stream().map(Dimension::of).toList());
  }

  List<Sql> keys() {
    return dimensions.stream().map(dimension -> Sql.of(dimension.sql())).toList();
  }

  /** True when the groups are in an order of their own, that of time. */
  boolean hasTime() {
    return dimensions.stream().anyMatch(Dimension::isTime);
  }

  /** Names and values of a group's key, to which more can be added. */
  Map<String, Object> labels(List<Object> key) {
    Map<String, Object> labels = new LinkedHashMap<>();
    for (int i = 0; i < dimensions.size(); i++) {
      labels.put(dimensions.get(i).label(), dimensions.get(i).shown(key.get(i)));
    }
    return labels;
  }

  /**
   * The groups in the order in which answers have them: those of time as they are, else by size.
   */
  List<Group> ordered(List<Group> groups) {
    List<Group> ordered = new ArrayList<>(groups);
    if (!hasTime()) {
      ordered.sort((a, b) -> Long.compare(b.counts().requests(), a.counts().requests()));
    }
    return ordered;
  }
}
