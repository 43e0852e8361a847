package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one way in which numbers are made: facts are summed by group, and latency buckets are added
 * up by group and read off in order.
 */
final class GroupQuery {
  private final Facts facts;
  private final List<Sql> keys;
  private final Detail detail;

  /**
   * @param keys expressions over the columns of {@link Facts#counts}; none makes one group
   */
  GroupQuery(Facts facts, List<Sql> keys) {
    this.facts = facts;
    this.keys = keys;
    detail = Detail.of(String.join(" ", keys.stream().map(Sql::text).toList()));
  }

  /**
   * All groups with their sums and quantiles, ordered by key, nulls last.
   *
   * @param quantiles ascending, each from 0 to 1
   */
  List<Group> run(double[] quantiles) throws SQLException {
    Map<List<Object>, Counts> sums = sums();
    Map<List<Object>, QuantileScan> scans = new HashMap<>();
    sums.forEach((key, counts) -> scans.put(key, new QuantileScan(counts, quantiles)));
    if (quantiles.length > 0 && sums.values().stream().anyMatch(c -> c.latencyCount() > 0)) {
      Sql sql = select("bucket, sum(latencies)::BIGINT AS latencies", facts.buckets(detail));
      int bucket = keys.size() + 1;
      sql.add(" GROUP BY ALL ORDER BY ALL");
      facts
          .session()
          .forEach(
              sql, row -> scans.get(key(row)).bucket(row.getInt(bucket), row.getLong(bucket + 1)));
    }
    return groups(sums, key -> scans.get(key).values());
  }

  /** The same with quantiles of the latencies themselves instead of their buckets. */
  List<Group> runExactly(double[] quantiles) throws SQLException {
    Map<List<Object>, Counts> sums = sums();
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

  private Map<List<Object>, Counts> sums() throws SQLException {
    Sql sql = select(Counts.SUMS, facts.counts(detail));
    sql.add(keys.isEmpty() ? "" : " GROUP BY " + positions() + " ORDER BY " + positions());
    Map<List<Object>, Counts> sums = new LinkedHashMap<>();
    facts.session().forEach(sql, row -> sums.put(key(row), Counts.of(row, keys.size())));
    return sums;
  }

  private Sql select(String columns, Sql from) {
    Sql sql = Sql.of("SELECT ");
    for (int i = 0; i < keys.size(); i++) {
      sql.add(keys.get(i)).add(" AS key" + i + ", ");
    }
    return sql.add(columns + " FROM (").add(from).add(")");
  }

  private String positions() {
    StringBuilder positions = new StringBuilder();
    for (int i = 1; i <= keys.size(); i++) {
      positions.append(i == 1 ? "" : ", ").append(i);
    }
    return positions.toString();
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
    List<Group> groups = new ArrayList<>();
    sums.forEach((key, counts) -> groups.add(new Group(key, counts, quantiles.of(key))));
    return groups;
  }
}
