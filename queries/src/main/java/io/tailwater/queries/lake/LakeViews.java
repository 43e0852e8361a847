package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LatencyBuckets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lake at one cut as views for people's own SQL, and the macro that reads sketches. Which names
 * there are stands here and nowhere else.
 */
public final class LakeViews {
  /** What the rows of the rollup table are called where they are not merged. */
  public static final String DELTAS = "requests_hourly_deltas";

  /** The views that are made of tables, each after those that it reads. */
  public static final List<LakeView> VIEWS =
      List.of(
          RollupViews.REQUESTS_HOURLY,
          RollupViews.FCT_REQUESTS_HOURLY,
          RollupViews.DAILY_ENDPOINT_METRICS,
          RollupViews.DIM_ENDPOINT,
          EventViews.STG_LOGS,
          EventViews.DIM_CLIENT);

  /** What tables are made from that are made from no table. */
  public static final String SOURCES = "logs, topics, HTTP";

  /** The macro for percentiles. */
  public static final String LATENCY_QUANTILE = "latency_quantile";

  private LakeViews() {}

  /** Every name that can stand after FROM: the tables as they are, and the views over them. */
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (LakeTables table : LakeTables.values()) {
      names.add(nameOf(table));
    }
    VIEWS.forEach(view -> names.add(view.name()));
    return names;
  }

  /** The name under which the rows of a table stand, as they are in the lake. */
  public static String nameOf(LakeTables table) {
    return table == LakeTables.REQUESTS_HOURLY ? DELTAS : table.tableName();
  }

  /** What a row of a table is. */
  public static String description(LakeTables table) {
    return switch (table) {
      case EVENTS -> "One row a request: each line that could be read.";
      case REQUESTS_HOURLY ->
          "The rows of the table requests_hourly as they are: sums of an hour and a series that"
              + " were committed together. Several may share a key; add them up.";
      case REJECTS -> "One row a line that could not become an event, with its bytes.";
      case LEDGER ->
          "One row a stream and commit, the proof that no line is missing or doubled. Erasures and"
              + " replays have rows of their own.";
    };
  }

  /** What the rows of a table are made from. */
  public static List<String> madeFrom(LakeTables table) {
    return List.of(table == LakeTables.REQUESTS_HOURLY ? nameOf(LakeTables.EVENTS) : SOURCES);
  }

  /** Makes the views and the macro in an empty database. */
  public static void create(Connection connection, LakeAtCut lake) throws SQLException {
    for (String statement : statements(lake)) {
      DuckDb.run(connection, statement);
    }
  }

  /** The statements that make the views and the macro in an empty database, in order. */
  public static List<String> statements(LakeAtCut lake) {
    List<String> made = new ArrayList<>();
    made.add(latencyQuantile());
    for (LakeTables table : LakeTables.values()) {
      String rows = ParquetRelation.of(lake.columns(table), lake.files(table));
      made.add(view(nameOf(table), "SELECT * FROM " + rows));
    }
    Map<String, String> queries = new HashMap<>(RollupViews.queries());
    queries.put(EventViews.STG_LOGS.name(), EventViews.stgLogs(lake.columns(LakeTables.EVENTS)));
    queries.put(EventViews.DIM_CLIENT.name(), EventViews.dimClient());
    VIEWS.forEach(view -> made.add(view(view.name(), queries.get(view.name()))));
    return made;
  }

  private static String view(String name, String query) {
    return "CREATE VIEW " + name + " AS " + query;
  }

  /**
   * {@code latency_quantile(zeros, buckets, counts, q)} in milliseconds: the value that {@link
   * LatencyBuckets} gives the bucket of the ⌈qn⌉-th smallest latency; null without latencies.
   */
  static String latencyQuantile() {
    String total = "(zeros + coalesce(list_sum(counts), 0))";
    String rank = "greatest(1, ceil(q * " + total + "))";
    double factor = 1000 * 2 * LatencyBuckets.BASE / (1 + LatencyBuckets.BASE);
    return "CREATE MACRO "
        + LATENCY_QUANTILE
        + "(zeros, buckets, counts, q) AS CASE WHEN "
        + total
        + " = 0 THEN NULL WHEN "
        + rank
        + " <= zeros THEN 0.0 ELSE "
        + factor
        + " * pow(2.0, buckets[list_position(list_transform(range(1, len(counts) + 1),"
        + " lambda i: zeros + list_sum(counts[1:i]) >= "
        + rank
        + "), true)] / "
        + LatencyBuckets.PER_OCTAVE
        + ".0) END";
  }
}
