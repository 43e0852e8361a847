package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.RollupChanges;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of whole hours at some cut, read from the files of that cut.
 *
 * @param counts sums of the rollups, by hour since the epoch
 * @param buckets latency sketches of the rollups
 * @param events rows of events
 */
record HoursAtCut(
    Map<Long, Counts> counts, Map<Long, SortedMap<Integer, Long>> buckets, Map<Long, Long> events) {
  private static final String HOUR = "(epoch_us(%s) // 3600000000)::BIGINT AS number";

  /**
   * Reads them.
   *
   * @param range whole hours
   */
  static HoursAtCut read(CutSession session, LakeAtCut lake, TimeRange range, Filters filters)
      throws SQLException {
    HoursAtCut hours = new HoursAtCut(new HashMap<>(), new HashMap<>(), new HashMap<>());
    String rollups = RollupChanges.at(lake, range.from(), range.to());
    session.forEach(
        select(Counts.SUMS_BY_STATUS, "hour", rollups, range, filters).add(" GROUP BY number"),
        row -> hours.counts.put(row.getLong("number"), Counts.of(row, 1)));
    Sql cells =
        select(
            "unnest(latency_buckets) AS bucket, unnest(latency_counts) AS latencies",
            "hour",
            rollups,
            range,
            filters);
    session.forEach(
        Sql.of("SELECT number, bucket, sum(latencies)::BIGINT AS latencies FROM (")
            .add(cells)
            .add(") GROUP BY ALL"),
        row ->
            hours
                .buckets
                .computeIfAbsent(row.getLong("number"), number -> new TreeMap<>())
                .put(row.getInt("bucket"), row.getLong("latencies")));
    String events = RollupChanges.eventsAt(lake, range.from(), range.to());
    session.forEach(
        select("count(*) AS events", "ts", events, range, filters).add(" GROUP BY number"),
        row -> hours.events.put(row.getLong("number"), row.getLong("events")));
    return hours;
  }

  /** Requests by hour of some rows of rollups. */
  static Map<Long, Long> requests(
      CutSession session, String rollups, TimeRange range, Filters filters) throws SQLException {
    Map<Long, Long> requests = new HashMap<>();
    session.forEach(
        select("sum(requests)::BIGINT AS requests", "hour", rollups, range, filters)
            .add(" GROUP BY number"),
        row -> requests.put(row.getLong("number"), row.getLong("requests")));
    return requests;
  }

  /** The numbers of an hour since the epoch. */
  HourNumbers numbers(long hour) {
    return HourNumbers.of(
        counts.getOrDefault(hour, Counts.NONE),
        buckets.getOrDefault(hour, new TreeMap<>()),
        events.getOrDefault(hour, 0L));
  }

  private static Sql select(
      String columns, String time, String from, TimeRange range, Filters filters) {
    return Sql.of("SELECT " + HOUR.formatted(time) + ", " + columns + " FROM " + from)
        .add(" WHERE " + time + " >= ? AND " + time + " < ?", range.from(), range.to())
        .add(filters.conditions());
  }
}
