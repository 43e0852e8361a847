package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code requests_hourly} in DuckDB's memory, taken apart so that sums touch little:
 *
 * <ul>
 *   <li>{@code places}: service and endpoint, once each;
 *   <li>{@code series}: place, service, endpoint, method, status, region and client class, once
 *       each;
 *   <li>the counts and the latency sketches, one row a bucket, of each {@link Tier}.
 * </ul>
 *
 * Rows are additive as in the lake: a key may have several until they are merged, which happens
 * when a tier has become half as large again, so its cost a row is bounded. Rows that a recent cut
 * does not have are kept apart from those that it has. Not thread-safe.
 */
final class RollupTables {
  /** Files read at once: bounds the memory that a load takes. */
  private static final int FILES_A_TIME = 1000;

  private static final long MIN_ROWS_TO_MERGE = 40_000;
  private static final int BYTES_OF_COUNTS = 92;
  private static final int BYTES_OF_BUCKET = 28;
  private static final String DIMENSIONS =
      "service, endpoint, method, status, region, client_class";
  private static final String SUMS =
      "sum(requests)::BIGINT AS requests, sum(client_errors)::BIGINT AS client_errors,"
          + " sum(server_errors)::BIGINT AS server_errors, sum(bytes)::BIGINT AS bytes,"
          + " sum(latency_count)::BIGINT AS latency_count, sum(latency_sum_ms) AS latency_sum_ms,"
          + " min(latency_min_ms) AS latency_min_ms, max(latency_max_ms) AS latency_max_ms,"
          + " sum(latency_zeros)::BIGINT AS latency_zeros";

  private final Set<Integer> touched = new HashSet<>();
  private final Map<Tier, Long> sizeMerged = new EnumMap<>(Tier.class);

  /** Makes the tables, empty; replaces those that are there. */
  void create(Connection writer) throws SQLException {
    DuckDb.run(
        writer, "CREATE OR REPLACE TABLE places (id INTEGER, service VARCHAR, endpoint VARCHAR)");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE series (id INTEGER, place INTEGER, service VARCHAR,"
            + " endpoint VARCHAR, method VARCHAR, status INTEGER, region VARCHAR,"
            + " client_class VARCHAR)");
    for (Tier tier : Tier.values()) {
      String key = "hour INTEGER, " + (tier.member() == null ? "" : tier.member() + " INTEGER, ");
      DuckDb.run(
          writer,
          "CREATE OR REPLACE TABLE "
              + tier.counts()
              + " ("
              + key
              + "loaded INTEGER, requests BIGINT, client_errors BIGINT, server_errors BIGINT,"
              + " bytes BIGINT, latency_count BIGINT, latency_sum_ms DOUBLE,"
              + " latency_min_ms DOUBLE, latency_max_ms DOUBLE, latency_zeros BIGINT)");
      DuckDb.run(
          writer,
          "CREATE OR REPLACE TABLE "
              + tier.buckets()
              + " ("
              + key
              + "loaded INTEGER, bucket INTEGER, latencies BIGINT)");
      sizeMerged.put(tier, 0L);
    }
  }

  /**
   * Adds the deltas of some files, as far as they are of some hours.
   *
   * @param loaded what the rows are marked with
   */
  void append(Connection writer, List<String> files, HourSpan hours, long loaded)
      throws SQLException {
    for (int from = 0; from < files.size(); from += FILES_A_TIME) {
      appendSome(
          writer, files.subList(from, Math.min(files.size(), from + FILES_A_TIME)), hours, loaded);
    }
  }

  private void appendSome(Connection writer, List<String> files, HourSpan hours, long loaded)
      throws SQLException {
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE delta AS SELECT * FROM (SELECT"
            + " (epoch_us(hour) // 3600000000)::INTEGER AS hour, * EXCLUDE (hour) FROM "
            + ParquetRelation.of(LakeTables.REQUESTS_HOURLY.schema(), files)
            + ")"
            + hours.where());
    nameNew(writer);
    noteDays(writer);
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE keyed AS SELECT s.id AS series, s.place,"
            + " CASE WHEN d.status BETWEEN 400 AND 499 THEN requests ELSE 0 END AS client_errors,"
            + " CASE WHEN d.status BETWEEN 500 AND 599 THEN requests ELSE 0 END AS server_errors,"
            + " d.* FROM delta d JOIN series"
            + " s ON d.service IS NOT DISTINCT FROM s.service"
            + " AND d.endpoint IS NOT DISTINCT FROM s.endpoint"
            + " AND d.method IS NOT DISTINCT FROM s.method"
            + " AND d.status IS NOT DISTINCT FROM s.status"
            + " AND d.region IS NOT DISTINCT FROM s.region"
            + " AND d.client_class IS NOT DISTINCT FROM s.client_class");
    DuckDb.run(writer, "DROP TABLE delta");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TEMP TABLE keyed_buckets AS SELECT hour, series, place, bucket,"
            + " sum(latencies)::BIGINT AS latencies FROM (SELECT hour, series, place,"
            + " unnest(latency_buckets) AS bucket, unnest(latency_counts) AS latencies FROM keyed)"
            + " GROUP BY ALL");
    for (Tier tier : Tier.values()) {
      DuckDb.run(
          writer,
          "INSERT INTO "
              + tier.counts()
              + " SELECT "
              + tier.keyOfHourly()
              + ", "
              + loaded
              + ", "
              + SUMS
              + " FROM keyed GROUP BY ALL");
      DuckDb.run(
          writer,
          "INSERT INTO "
              + tier.buckets()
              + " SELECT "
              + tier.keyOfHourly()
              + ", "
              + loaded
              + ", bucket, sum(latencies)::BIGINT FROM keyed_buckets GROUP BY ALL"
              + bucketOrder(tier));
    }
    DuckDb.run(writer, "DROP TABLE keyed");
    DuckDb.run(writer, "DROP TABLE keyed_buckets");
    if (sizeMerged.containsValue(0L)) {
      settle(writer);
    }
  }

  /** Says that no key has several rows: each batch is merged in itself. */
  void settle(Connection writer) throws SQLException {
    for (Tier tier : Tier.values()) {
      sizeMerged.put(tier, rows(writer, tier.counts()) + rows(writer, tier.buckets()));
    }
  }

  /** The days of rows that came since this was asked before, in days since the epoch. */
  Set<Integer> takeTouched() {
    Set<Integer> days = Set.copyOf(touched);
    touched.clear();
    return days;
  }

  private void noteDays(Connection writer) throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet days =
            statement.executeQuery("SELECT DISTINCT " + Tier.DAY_OF_HOUR + " FROM delta")) {
      while (days.next()) {
        touched.add(Math.floorDiv(days.getInt(1), 24));
      }
    }
  }

  private static void nameNew(Connection writer) throws SQLException {
    DuckDb.run(
        writer,
        "INSERT INTO places SELECT"
            + " ((SELECT count(*) FROM places) + row_number() OVER ())::INTEGER, fresh.* FROM"
            + " (SELECT service, endpoint FROM delta EXCEPT SELECT service, endpoint FROM places)"
            + " fresh");
    DuckDb.run(
        writer,
        "INSERT INTO series SELECT"
            + " ((SELECT count(*) FROM series) + row_number() OVER ())::INTEGER, p.id, fresh.* FROM"
            + " (SELECT "
            + DIMENSIONS
            + " FROM delta EXCEPT SELECT "
            + DIMENSIONS
            + " FROM series) fresh JOIN places p"
            + " ON fresh.service IS NOT DISTINCT FROM p.service"
            + " AND fresh.endpoint IS NOT DISTINCT FROM p.endpoint");
  }

  /**
   * Merges the tiers that have grown enough.
   *
   * @param apart rows of later loads than this one are not merged with earlier ones
   */
  void mergeGrown(Connection writer, long apart) throws SQLException {
    for (Tier tier : Tier.values()) {
      long size = rows(writer, tier.counts()) + rows(writer, tier.buckets());
      long merged = sizeMerged.get(tier);
      if (size > merged + Math.max(MIN_ROWS_TO_MERGE, merged / 2)) {
        merge(writer, tier, apart, HourSpan.ALL);
      }
    }
  }

  /** One row a key in every tier, as far as {@code apart} allows; hours beyond the span go. */
  void merge(Connection writer, long apart, HourSpan kept) throws SQLException {
    for (Tier tier : Tier.values()) {
      merge(writer, tier, apart, kept);
    }
  }

  private void merge(Connection writer, Tier tier, long apart, HourSpan kept) throws SQLException {
    String key =
        tier.key() + ", CASE WHEN loaded <= " + apart + " THEN 0 ELSE loaded END AS loaded";
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE "
            + tier.counts()
            + " AS SELECT "
            + key
            + ", "
            + SUMS
            + " FROM "
            + tier.counts()
            + kept.where()
            + " GROUP BY ALL");
    DuckDb.run(
        writer,
        "CREATE OR REPLACE TABLE "
            + tier.buckets()
            + " AS SELECT "
            + key
            + ", bucket, sum(latencies)::BIGINT AS latencies FROM "
            + tier.buckets()
            + kept.where()
            + " GROUP BY ALL"
            + bucketOrder(tier));
    sizeMerged.put(tier, rows(writer, tier.counts()) + rows(writer, tier.buckets()));
  }

  /** About how much memory the tiers take. */
  long bytes(Connection writer) throws SQLException {
    long bytes = 0;
    for (Tier tier : Tier.values()) {
      bytes += BYTES_OF_COUNTS * rows(writer, tier.counts());
      bytes += BYTES_OF_BUCKET * rows(writer, tier.buckets());
    }
    return bytes;
  }

  /** The first hour of the newest days that take no more than so much memory. */
  int firstHourWithin(Connection writer, long bytes) throws SQLException {
    StringBuilder sizes = new StringBuilder();
    for (Tier tier : Tier.values()) {
      sizes
          .append(sizes.isEmpty() ? "" : " UNION ALL ")
          .append("SELECT hour, " + BYTES_OF_COUNTS + " AS bytes FROM " + tier.counts())
          .append(" UNION ALL SELECT hour, " + BYTES_OF_BUCKET + " FROM " + tier.buckets());
    }
    int first = Integer.MAX_VALUE;
    long taken = 0;
    try (Statement statement = writer.createStatement();
        ResultSet days =
            statement.executeQuery(
                "SELECT "
                    + Tier.DAY_OF_HOUR
                    + " AS day, sum(bytes)::BIGINT FROM ("
                    + sizes
                    + ") GROUP BY day ORDER BY day DESC")) {
      while (days.next()) {
        taken += days.getLong(2);
        if (taken > bytes) {
          return first == Integer.MAX_VALUE ? days.getInt(1) + 24 : first;
        }
        first = days.getInt(1);
      }
    }
    return first;
  }

  /** Keeps what a question about one endpoint reads together. */
  private static String bucketOrder(Tier tier) {
    return switch (tier) {
      case HOURLY -> " ORDER BY series, hour";
      case TOTALS -> " ORDER BY hour";
      default -> " ORDER BY hour, " + tier.member();
    };
  }

  private static long rows(Connection writer, String table) throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
