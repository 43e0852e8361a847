package io.tailwater.queries.lake;

import static io.tailwater.queries.lake.LakeView.column;

import io.tailwater.connectors.lake.LakeTables;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.types.Types.NestedField;

/** The views over rollups: hours by key, by endpoint, days by endpoint. */
final class RollupViews {
  static final LakeView REQUESTS_HOURLY =
      new LakeView(
          "requests_hourly",
          "The rollups with one row a key: hour, service, endpoint, method, status, region and"
              + " client class.",
          List.of("requests_hourly_deltas"),
          LakeTables.REQUESTS_HOURLY.schema().columns().stream()
              .map(c -> column(c.name(), ParquetRelation.typeName(c.type()), describe(c)))
              .toList());

  static final LakeView DIM_ENDPOINT =
      new LakeView(
          "dim_endpoint",
          "One row an endpoint of a service, over the hours that are kept.",
          List.of("requests_hourly_deltas"),
          List.of(
              column("endpoint_key", "VARCHAR", "key of the row: MD5 of service and endpoint"),
              column("service", "VARCHAR", "service; null for lines without one"),
              column("endpoint", "VARCHAR", "the path as a template; null for requests without"),
              column(
                  "first_seen",
                  "TIMESTAMP WITH TIME ZONE",
                  "start of the first hour with a request"),
              column(
                  "last_seen", "TIMESTAMP WITH TIME ZONE", "start of the last hour with a request"),
              column("requests", "BIGINT", "requests that are kept")));

  static final LakeView FCT_REQUESTS_HOURLY =
      new LakeView(
          "fct_requests_hourly",
          "Requests and errors of an endpoint in an hour, all services together.",
          List.of("requests_hourly_deltas"),
          List.of(
              column("date", "DATE", "day of the hour, UTC"),
              column("hour", "INTEGER", "hour of the day, 0 to 23, UTC"),
              column("endpoint", "VARCHAR", "the path as a template; null for requests without"),
              column("requests", "BIGINT", "requests"),
              column("errors", "BIGINT", "requests with a status of 400 or more")));

  static final LakeView DAILY_ENDPOINT_METRICS =
      new LakeView(
          "daily_endpoint_metrics",
          "Requests, errors and p95 of an endpoint on a day, all services together.",
          List.of("requests_hourly_deltas"),
          List.of(
              column("date", "DATE", "day, UTC"),
              column("endpoint", "VARCHAR", "the path as a template; null for requests without"),
              column("requests", "BIGINT", "requests"),
              column("errors", "BIGINT", "requests with a status of 400 or more"),
              column("error_ratio", "DOUBLE", "errors / requests, 0 to 1"),
              column(
                  "p95_ms",
                  "DOUBLE",
                  "95th percentile of the latencies, from merged sketches; null without any")));

  private static final String KEY = "hour, service, endpoint, method, status, region, client_class";
  private static final String SUMS =
      "sum(requests)::BIGINT AS requests, sum(bytes)::BIGINT AS bytes,"
          + " sum(latency_count)::BIGINT AS latency_count, sum(latency_sum_ms) AS latency_sum_ms,"
          + " min(latency_min_ms) AS latency_min_ms, max(latency_max_ms) AS latency_max_ms,"
          + " sum(latency_zeros)::BIGINT AS latency_zeros";

  private RollupViews() {}

  /** The queries of the views, by their names. */
  static Map<String, String> queries() {
    return Map.of(
        REQUESTS_HOURLY.name(), requestsHourly(),
        DIM_ENDPOINT.name(), dimEndpoint(),
        FCT_REQUESTS_HOURLY.name(), fctRequestsHourly(),
        DAILY_ENDPOINT_METRICS.name(), dailyEndpointMetrics());
  }

  private static String requestsHourly() {
    return merged(KEY, "", "");
  }

  private static String dimEndpoint() {
    return "SELECT md5(concat_ws(chr(0), coalesce(service, ''), coalesce(endpoint, '')))"
        + " AS endpoint_key, service, endpoint, min(hour) AS first_seen, max(hour) AS last_seen,"
        + " sum(requests)::BIGINT AS requests FROM (SELECT nullif(service, '') AS service,"
        + " nullif(endpoint, '') AS endpoint, hour, requests FROM requests_hourly_deltas)"
        + " GROUP BY service, endpoint";
  }

  private static String fctRequestsHourly() {
    return "SELECT hour::DATE AS date, extract(hour FROM hour)::INTEGER AS hour, endpoint,"
        + " sum(requests)::BIGINT AS requests,"
        + " coalesce(sum(requests) FILTER (status >= 400), 0)::BIGINT AS errors"
        + " FROM requests_hourly_deltas GROUP BY ALL";
  }

  private static String dailyEndpointMetrics() {
    return "SELECT date, endpoint, requests, errors, errors / requests AS error_ratio,"
        + " least(latency_max_ms, greatest(latency_min_ms, latency_quantile(latency_zeros,"
        + " latency_buckets, latency_counts, 0.95))) AS p95_ms FROM ("
        + merged(
            "date, endpoint",
            "hour::DATE AS date, ",
            ", coalesce(sum(requests) FILTER (status >= 400), 0)::BIGINT AS errors")
        + ")";
  }

  private static String describe(NestedField column) {
    return switch (column.name()) {
      // In the table a key may have several rows; here it has one.
      case "requests" -> "requests";
      default -> column.doc();
    };
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
