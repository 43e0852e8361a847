package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * {@code requests_hourly} in DuckDB's memory, taken apart so that sums touch little:
 *
 * <ul>
 *   <li>{@code series}: service, endpoint, method, status, region and client class, once each;
 *   <li>{@code hourly}: counts of a series in an hour;
 *   <li>{@code buckets}: the latency sketches, one row a bucket.
 * </ul>
 *
 * Hours are hours since the epoch. Rows are additive as in the lake: a key may have several until
 * they are merged, which happens when about half of the rows are unmerged, so its cost a row is
 * bounded. Not thread-safe.
 */
final class RollupTables {
  /** Files read at once: bounds the memory that a first load takes. */
  private static final int FILES_A_TIME = 1000;

  private static final long MIN_ROWS_TO_MERGE = 200_000;
  private static final String DIMENSIONS =
      "service, endpoint, method, status, region, client_class";

  /** Keeps an endpoint's buckets together, so that a question about one reads little. */
  private static final String BUCKET_ORDER = " ORDER BY series, hour";

  private long rowsMerged;
  private long rowsUnmerged;

  /** Makes the tables, empty; replaces those that are there. */
  void create(Connection writer) throws SQLException {
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE series (id INTEGER, service VARCHAR, endpoint VARCHAR,"
            + " method VARCHAR, status INTEGER, region VARCHAR, client_class VARCHAR)");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE hourly (hour INTEGER, series INTEGER, requests BIGINT,"
            + " bytes BIGINT, latency_count BIGINT, latency_sum_ms DOUBLE, latency_min_ms DOUBLE,"
            + " latency_max_ms DOUBLE, latency_zeros BIGINT)");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE buckets"
            + " (hour INTEGER, series INTEGER, bucket INTEGER, latencies BIGINT)");
    rowsMerged = 0;
    rowsUnmerged = 0;
  }

  /** Adds the deltas of some files. */
  void append(Connection writer, List<String> files) throws SQLException {
    for (int from = 0; from < files.size(); from += FILES_A_TIME) {
      appendSome(writer, files.subList(from, Math.min(files.size(), from + FILES_A_TIME)));
    }
    if (rowsUnmerged > MIN_ROWS_TO_MERGE + rowsMerged) {
      merge(writer);
    }
  }

  private void appendSome(Connection writer, List<String> files) throws SQLException {
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE delta AS SELECT"
            + " (epoch_us(hour) // 3600000000)::INTEGER AS hour, * EXCLUDE (hour) FROM "
            + ParquetRelation.of(LakeTables.REQUESTS_HOURLY.schema(), files));
    DuckDb.run(
        writer,
        "INSERT INTO series SELECT"
            + " ((SELECT count(*) FROM series) + row_number() OVER ())::INTEGER, fresh.* FROM"
            + " (SELECT "
            + DIMENSIONS
            + " FROM delta EXCEPT SELECT "
            + DIMENSIONS
            + " FROM series) fresh");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE keyed AS SELECT s.id AS series, d.* FROM delta d JOIN series"
            + " s ON d.service IS NOT DISTINCT FROM s.service"
            + " AND d.endpoint IS NOT DISTINCT FROM s.endpoint"
            + " AND d.method IS NOT DISTINCT FROM s.method"
            + " AND d.status IS NOT DISTINCT FROM s.status"
            + " AND d.region IS NOT DISTINCT FROM s.region"
            + " AND d.client_class IS NOT DISTINCT FROM s.client_class");
    DuckDb.run(writer, "DROP TABLE delta");
    DuckDb.run(writer, "INSERT INTO hourly " + mergedHourly("keyed"));
    DuckDb.run(
        writer,
        "INSERT INTO buckets "
            + mergedBuckets(
                "(SELECT hour, series, unnest(latency_buckets) AS bucket,"
                    + " unnest(latency_counts) AS latencies FROM keyed)")
            + BUCKET_ORDER);
    DuckDb.run(writer, "DROP TABLE keyed");
    long rows = rows(writer);
    if (rowsMerged == 0 && rowsUnmerged == 0) {
      // The first rows of empty tables have just been merged among themselves.
      rowsMerged = rows;
    }
    rowsUnmerged = rows - rowsMerged;
  }

  /** One row a key. */
  void merge(Connection writer) throws SQLException {
    DuckDb.run(writer, "CREATE OR REPLACE TABLE hourly AS " + mergedHourly("hourly"));
    DuckDb.run(
        writer, "CREATE OR REPLACE TABLE buckets AS " + mergedBuckets("buckets") + BUCKET_ORDER);
    rowsMerged = rows(writer);
    rowsUnmerged = 0;
  }

  private static String mergedHourly(String from) {
    return "SELECT hour, series, sum(requests)::BIGINT AS requests, sum(bytes)::BIGINT AS bytes,"
        + " sum(latency_count)::BIGINT AS latency_count, sum(latency_sum_ms) AS latency_sum_ms,"
        + " min(latency_min_ms) AS latency_min_ms, max(latency_max_ms) AS latency_max_ms,"
        + " sum(latency_zeros)::BIGINT AS latency_zeros FROM "
        + from
        + " GROUP BY hour, series";
  }

  private static String mergedBuckets(String from) {
    return "SELECT hour, series, bucket, sum(latencies)::BIGINT AS latencies FROM "
        + from
        + " GROUP BY hour, series, bucket";
  }

  private static long rows(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM hourly) + (SELECT count(*) FROM buckets)")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
