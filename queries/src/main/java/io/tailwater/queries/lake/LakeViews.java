package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LatencyBuckets;
import java.sql.Connection;
import java.sql.SQLException;

/** The lake at one cut as views for people's own SQL, and the macro that reads sketches. */
public final class LakeViews {
  private static final String KEY = "hour, service, endpoint, method, status, region, client_class";
  private static final String SUMS =
      "sum(requests)::BIGINT AS requests, sum(bytes)::BIGINT AS bytes,"
          + " sum(latency_count)::BIGINT AS latency_count, sum(latency_sum_ms) AS latency_sum_ms,"
          + " min(latency_min_ms) AS latency_min_ms, max(latency_max_ms) AS latency_max_ms,"
          + " sum(latency_zeros)::BIGINT AS latency_zeros";

  private LakeViews() {}

  /** Makes the views and the macro in an empty database. */
  public static void create(Connection connection, LakeAtCut lake) throws SQLException {
    DuckDb.run(connection, latencyQuantile());
    for (LakeTables table : LakeTables.values()) {
      boolean deltas = table == LakeTables.REQUESTS_HOURLY;
      DuckDb.run(
          connection,
          "CREATE VIEW "
              + (deltas ? "requests_hourly_deltas" : table.tableName())
              + " AS SELECT * FROM "
              + ParquetRelation.of(lake.columns(table), lake.files(table)));
    }
    DuckDb.run(connection, "CREATE VIEW requests_hourly AS " + merged(KEY, "", ""));
    DuckDb.run(
        connection,
        "CREATE VIEW fct_requests_hourly AS SELECT hour::DATE AS date,"
            + " extract(hour FROM hour)::INTEGER AS hour, endpoint,"
            + " sum(requests)::BIGINT AS requests,"
            + " coalesce(sum(requests) FILTER (status >= 400), 0)::BIGINT AS errors"
            + " FROM requests_hourly_deltas GROUP BY ALL");
    DuckDb.run(
        connection,
        "CREATE VIEW daily_endpoint_metrics AS SELECT date, endpoint, requests, errors,"
            + " errors / requests AS error_ratio,"
            + " least(latency_max_ms, greatest(latency_min_ms, latency_quantile(latency_zeros,"
            + " latency_buckets, latency_counts, 0.95))) AS p95_ms FROM ("
            + merged(
                "date, endpoint",
                "hour::DATE AS date, ",
                ", coalesce(sum(requests) FILTER (status >= 400), 0)::BIGINT AS errors")
            + ")");
  }

  /**
   * {@code latency_quantile(zeros, buckets, counts, q)} in milliseconds: the value that {@link
   * LatencyBuckets} gives the bucket of the ⌈qn⌉-th smallest latency; null without latencies.
   */
  static String latencyQuantile() {
    String total = "(zeros + coalesce(list_sum(counts), 0))";
    String rank = "greatest(1, ceil(q * " + total + "))";
    double factor = 1000 * 2 * LatencyBuckets.BASE / (1 + LatencyBuckets.BASE);
    return "CREATE MACRO latency_quantile(zeros, buckets, counts, q) AS CASE WHEN "
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

  /**
   * Deltas with one row a key: the sums, and the sketches added up by bucket. Sums and buckets go
   * through one grouping, so that keys with nulls need no join.
   */
  private static String merged(String key, String renamed, String moreSums) {
    String more = moreSums.isEmpty() ? "" : ", sum(errors)::BIGINT AS errors";
    return "SELECT "
        + key
        + ", "
        + SUMS
        + more
        + ", coalesce(list(bucket ORDER BY bucket) FILTER (bucket IS NOT NULL), [])"
        + " AS latency_buckets, coalesce(list(latencies ORDER BY bucket) FILTER"
        + " (bucket IS NOT NULL), []) AS latency_counts FROM (SELECT "
        + key
        + ", bucket, "
        + SUMS
        + moreSums
        + ", sum(latencies)::BIGINT AS latencies FROM (SELECT *, "
        + renamed
        + "NULL::INTEGER AS bucket, NULL::BIGINT AS latencies FROM requests_hourly_deltas"
        + " UNION ALL BY NAME SELECT "
        + KEY
        + ", "
        + renamed
        + "0 AS requests, 0 AS bytes, 0 AS latency_count, 0.0 AS latency_sum_ms,"
        + " 0 AS latency_zeros, unnest(latency_buckets) AS bucket,"
        + " unnest(latency_counts) AS latencies FROM requests_hourly_deltas) GROUP BY "
        + key
        + ", bucket) GROUP BY "
        + key;
  }
}
