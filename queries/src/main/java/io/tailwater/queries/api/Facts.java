package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import java.time.Instant;

/**
 * What a question is about, as relations: rollup rows of the whole hours and events of the edges,
 * under the same column names, filtered. {@code at_us} is the event's time or its hour's start, in
 * epoch microseconds.
 */
final class Facts {
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final String DIMENSIONS =
      "service, endpoint, method, status, region, client_class";

  /** The bucket of a latency above zero: {@link LatencyBuckets#indexOf} in SQL. */
  static final String BUCKET =
      "(ceil(log2(latency_ms / 1000) * " + LatencyBuckets.PER_OCTAVE + ") - 1)::INTEGER";

  private final CutSession session;
  private final TimeRange range;
  private final RangeParts parts;
  private final Filters filters;

  Facts(CutSession session, TimeRange range, RangeParts parts, Filters filters) {
    this.session = session;
    this.range = range;
    this.parts = parts;
    this.filters = filters;
  }

  CutSession session() {
    return session;
  }

  TimeRange range() {
    return range;
  }

  /** False when retention may have removed some of what they are read from. */
  boolean areWhole() {
    return parts.hours().stream().allMatch(hours -> isWhole(hours, LakeTables.REQUESTS_HOURLY))
        && parts.edges().stream().allMatch(edge -> isWhole(edge, LakeTables.EVENTS));
  }

  private boolean isWhole(RangeParts.Piece piece, LakeTables table) {
    return session.lake().isWholeFrom(table, piece.from());
  }

  /** Counts: requests, bytes and latency_count, _sum_ms, _min_ms, _max_ms, _zeros. */
  Sql counts() {
    return union(
        "hour::BIGINT * 3600000000 AS at_us, requests, bytes, latency_count, latency_sum_ms,"
            + " latency_min_ms, latency_max_ms, latency_zeros FROM hourly",
        "epoch_us(ts) AS at_us, 1::BIGINT AS requests, coalesce(bytes, 0) AS bytes,"
            + " (latency_ms IS NOT NULL)::BIGINT AS latency_count,"
            + " coalesce(latency_ms, 0) AS latency_sum_ms, latency_ms AS latency_min_ms,"
            + " latency_ms AS latency_max_ms,"
            + " coalesce((latency_ms = 0)::BIGINT, 0) AS latency_zeros",
        "");
  }

  /** Latency sketches: bucket and latencies, without zeros. */
  Sql buckets() {
    return union(
        "hour::BIGINT * 3600000000 AS at_us, bucket, latencies FROM buckets",
        "epoch_us(ts) AS at_us, " + BUCKET + " AS bucket, 1::BIGINT AS latencies",
        " AND latency_ms > 0");
  }

  /** The latencies themselves, for exact answers; only over events. */
  Sql latencies() {
    return union(
        "NULL::BIGINT AS at_us, NULL::DOUBLE AS latency_ms FROM hourly",
        "epoch_us(ts) AS at_us, latency_ms",
        " AND latency_ms IS NOT NULL");
  }

  private Sql union(String fromHours, String fromEvents, String eventCondition) {
    Sql sql = new Sql();
    String between = "";
    if (parts.hours().isPresent()) {
      RangeParts.Piece hours = parts.hours().get();
      sql.add("SELECT " + DIMENSIONS + ", " + fromHours)
          .add(
              " JOIN series ON id = series WHERE hour >= ? AND hour < ?",
              hour(hours.from()),
              hour(hours.to()))
          .add(filters.conditions());
      between = " UNION ALL ";
    }
    for (RangeParts.Piece edge : parts.edges()) {
      sql.add(between + "SELECT " + DIMENSIONS + ", " + fromEvents + " FROM ")
          .add(session.events(edge.from(), edge.to()))
          .add(" WHERE ts >= ? AND ts < ?" + eventCondition, edge.from(), edge.to())
          .add(filters.conditions());
      between = " UNION ALL ";
    }
    return sql;
  }

  private static int hour(Instant time) {
    return (int) Math.floorDiv(Micros.of(time), HOUR_MICROS);
  }
}
