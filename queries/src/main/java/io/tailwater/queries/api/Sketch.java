package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latencies of one group as their sketch.
 *
 * @param labels names and values of the group
 * @param counts its sums
 * @param buckets index to latencies, ascending; only what is not empty
 */
record Sketch(Map<String, Object> labels, Counts counts, SortedMap<Integer, Long> buckets) {

  /** Those of all groups, in the order in which answers have them. */
  static List<Sketch> of(Facts facts, Grouping grouping) throws SQLException {
    Map<List<Object>, SortedMap<Integer, Long>> buckets = buckets(facts, grouping);
    List<Sketch> sketches = new ArrayList<>();
    for (Group group :
        grouping.ordered(new GroupQuery(facts, grouping.keys()).run(new double[0]))) {
      sketches.add(
          new Sketch(
              grouping.labels(group.key()),
              group.counts(),
              buckets.getOrDefault(group.key(), new TreeMap<>())));
    }
    return sketches;
  }

  private static Map<List<Object>, SortedMap<Integer, Long>> buckets(Facts facts, Grouping grouping)
      throws SQLException {
    int keys = grouping.dimensions().size();
    Sql sql = Sql.of("SELECT ");
    grouping.keys().forEach(key -> sql.add(key).add(", "));
    sql.add("bucket, sum(latencies)::BIGINT AS latencies FROM (")
        .add(facts.buckets())
        .add(") GROUP BY ALL");
    Map<List<Object>, SortedMap<Integer, Long>> buckets = new LinkedHashMap<>();
    facts
        .session()
        .forEach(
            sql,
            row -> {
              List<Object> key = new ArrayList<>();
              for (int i = 1; i <= keys; i++) {
                key.add(row.getObject(i));
              }
              buckets
                  .computeIfAbsent(key, first -> new TreeMap<>())
                  .put(row.getInt("bucket"), row.getLong("latencies"));
            });
    return buckets;
  }
}
