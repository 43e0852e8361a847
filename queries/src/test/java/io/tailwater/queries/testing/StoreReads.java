package io.tailwater.queries.testing;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.lake.Tier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a store. */
public final class StoreReads {
  private StoreReads() {}

  /** Everything the store holds of the rollups, merged by key, as comparable text. */
  public static List<String> contents(CutStore store) throws SQLException {
    try (CutSession session = store.open().orElseThrow()) {
      return contents(session);
    }
  }

  /** Everything a session finds of the rollups, in each tier, and of the ledger. */
  public static List<String> contents(CutSession session) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      String words =
          switch (tier) {
            case TOTALS -> "";
            case PLACES -> ", service, endpoint";
            default -> ", service, endpoint, method, status, region, client_class";
          };
      String names =
          tier.names() == null ? "" : " JOIN " + tier.names() + " ON id = " + tier.member();
      String line =
          "SELECT '%s ' || (hour%s, %s)::VARCHAR AS line FROM %s%s GROUP BY hour%2$s%s ORDER BY line";
      String sums =
          "sum(requests), sum(client_errors), sum(server_errors), sum(bytes),"
              + " sum(latency_count), round(sum(latency_sum_ms), 3), min(latency_min_ms),"
              + " max(latency_max_ms), sum(latency_zeros)";
      String counts = line.formatted(tier, words, sums, tier.counts(), names, "");
      rows.addAll(session.query(Sql.of(counts), row -> row.getString(1)));
      String buckets =
          line.formatted(tier, words, "bucket, sum(latencies)", tier.buckets(), names, ", bucket");
      rows.addAll(session.query(Sql.of(buckets), row -> row.getString(1)));
    }
    rows.addAll(
        session.query(
            Sql.of(
                "SELECT (seq, streams.stream, lines)::VARCHAR AS line FROM ledger"
                    + " JOIN streams ON id = ledger.stream ORDER BY line"),
            row -> row.getString(1)));
    return rows;
  }

  /** All requests. */
  public static long requests(CutSession session) throws SQLException {
    return session
        .query(Sql.of("SELECT sum(requests)::BIGINT FROM hourly"), row -> row.getLong(1))
        .get(0);
  }
}
