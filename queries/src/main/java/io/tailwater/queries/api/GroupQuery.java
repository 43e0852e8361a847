package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one way in which numbers are made: facts are summed by group, and latency buckets are added
 * up by group and read off in order.
 */
final class GroupQuery {
  @SuppressWarnings("unchecked")
  private static final Comparator<Object> BY_ELEMENT =
      Comparator.nullsLast((one, other) -> ((Comparable<Object>) one).compareTo(other));

  private final Facts facts;
  private final List<Sql> keys;
  private final GroupedRows rows;

  /**
   * @param keys expressions over the columns of {@link Facts#counts}; none makes one group
   */
  GroupQuery(Facts facts, List<Sql> keys) {
    this.facts = facts;
    this.keys = keys;
    rows = new GroupedRows(facts, keys);
  }

  /**
   * All groups with their sums and quantiles, ordered by key, nulls last.
   *
   * @param quantiles ascending, each from 0 to 1
   */
  List<Group> run(double[] quantiles) throws SQLException {
    Map<List<Object>, BucketSums> buckets = new HashMap<>();
    Map<List<Object>, Counts> sums = sums(quantiles.length > 0, buckets);
    if (quantiles.length > 0 && sums.values().stream().anyMatch(c -> c.latencyCount() > 0)) {
      rows.buckets(
          (key, row, before) ->
              buckets
                  .computeIfAbsent(key, first -> new BucketSums())
                  .add(row.getInt(before + 1), row.getLong(before + 2)));
    }
    return groups(
        sums,
        key -> {
          QuantileScan scan = new QuantileScan(sums.get(key), quantiles);
          if (buckets.containsKey(key)) {
            buckets.get(key).readBy(scan);
          }
          return scan.values();
        });
  }

  /** The same with quantiles of the latencies themselves instead of their buckets. */
  List<Group> runExactly(double[] quantiles) throws SQLException {
    Map<List<Object>, Counts> sums = sums(false, new HashMap<>());
    Map<List<Object>, Double[]> exact = new HashMap<>();
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < quantiles.length; i++) {
      columns.append(i == 0 ? "" : ", ");
      columns.append("quantile_disc(latency_ms, ").append(quantiles[i]).append(") AS q").append(i);
    }
    Sql sql = select(columns.toString(), facts.latencies());
    sql.add(keys.isEmpty() ? "" : " GROUP BY ALL");
    facts
        .session()
        .forEach(
            sql,
            row -> {
              Double[] values = new Double[quantiles.length];
              for (int i = 0; i < values.length; i++) {
                values[i] = row.getObject("q" + i, Double.class);
              }
              exact.put(key(row), values);
            });
    return groups(sums, key -> exact.getOrDefault(key, new Double[quantiles.length]));
  }

  private Map<List<Object>, Counts> sums(boolean latencies, Map<List<Object>, BucketSums> buckets)
      throws SQLException {
    Map<List<Object>, Counts> sums = new HashMap<>();
    if (keys.isEmpty()) {
      sums.put(List.of(), Counts.NONE);
    }
    BlockSums blocks = rows.blocks();
    for (Facts.Stretch stretch : rows.inBlocks()) {
      blocks.add(stretch, latencies);
    }
    blocks.into(sums, buckets);
    rows.counts((key, row, before) -> sums.merge(key, Counts.of(row, before), Counts::plus));
    return sums;
  }

  private Sql select(String columns, Sql from) {
    Sql sql = Sql.of("SELECT ");
    for (int i = 0; i < keys.size(); i++) {
      sql.add(keys.get(i)).add(" AS key" + i + ", ");
    }
    return sql.add(columns + " FROM (").add(from).add(")");
  }

  private List<Object> key(ResultSet row) throws SQLException {
    List<Object> key = new ArrayList<>(keys.size());
    for (int i = 1; i <= keys.size(); i++) {
      key.add(row.getObject(i));
    }
    return key;
  }

  private interface Quantiles {
    Double[] of(List<Object> key);
  }

  private static List<Group> groups(Map<List<Object>, Counts> sums, Quantiles quantiles) {
    List<Group> groups = new ArrayList<>(sums.size());
    sums.forEach((key, counts) -> groups.add(new Group(key, counts, quantiles.of(key))));
    groups.sort((one, other) -> compare(one.key(), other.key()));
    return groups;
  }

  private static int compare(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = BY_ELEMENT.compare(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
