package io.tailwater.queries.testing;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.List;

/** Looks into a store. */
public final class StoreReads {
  private StoreReads() {}

  /** Everything the store holds of the rollups, merged by key, as comparable text. */
  public static List<String> contents(CutStore store) throws SQLException {
    try (CutSession session = store.open().orElseThrow()) {
      List<String> rows =
          session.query(
              Sql.of(
                  "SELECT (hour, service, endpoint, method, status, region, client_class,"
                      + " sum(requests), sum(bytes), sum(latency_count),"
                      + " round(sum(latency_sum_ms), 3), min(latency_min_ms), max(latency_max_ms),"
                      + " sum(latency_zeros))::VARCHAR AS line FROM hourly JOIN series ON id = series"
                      + " GROUP BY hour, service, endpoint, method, status, region, client_class"
                      + " ORDER BY line"),
              row -> row.getString(1));
      rows.addAll(
          session.query(
              Sql.of(
                  "SELECT (hour, service, endpoint, method, status, region, client_class, bucket,"
                      + " sum(latencies))::VARCHAR AS line FROM buckets JOIN series ON id = series"
                      + " GROUP BY hour, service, endpoint, method, status, region, client_class,"
                      + " bucket ORDER BY line"),
              row -> row.getString(1)));
      rows.addAll(
          session.query(
              Sql.of(
                  "SELECT (seq, streams.stream, lines)::VARCHAR AS line FROM ledger"
                      + " JOIN streams ON id = ledger.stream ORDER BY line"),
              row -> row.getString(1)));
      return rows;
    }
  }

  /** All requests. */
  public static long requests(CutSession session) throws SQLException {
    return session
        .query(Sql.of("SELECT sum(requests)::BIGINT FROM hourly"), row -> row.getLong(1))
        .get(0);
  }
}
