package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who asks most, fails most or waits longest, from events. The values of a range are grouped and
 * sorted inside DuckDB, within its memory and on its disk; only the first ones come out.
 */
final class ClientsAnswer implements Answer {
  private static final List<String> COLUMNS =
      List.of("client_ip", "user_agent", "referer", "client_class", "user_name", "host");

  /** Name to the expression to sort by, over the columns of {@link #TOP}. */
  private static final Map<String, String> SORTS = sorts();

  private static final String TOP =
      "SELECT value, count(*) AS requests,"
          + " count(*) FILTER (status BETWEEN 400 AND 499) AS client_errors,"
          + " count(*) FILTER (status BETWEEN 500 AND 599) AS server_errors,"
          + " coalesce(sum(bytes), 0)::BIGINT AS bytes, count(latency_ms) AS latency_count,"
          + " coalesce(sum(latency_ms), 0) AS latency_sum_ms, min(latency_ms) AS latency_min_ms,"
          + " max(latency_ms) AS latency_max_ms,"
          + " count(*) FILTER (latency_ms = 0) AS latency_zeros, max(ts) AS last_seen"
          + " FROM rows GROUP BY value";

  /** The bucket of each value's 95th percentile; zeros come before all buckets. */
  private static final String SLOWEST =
      "SELECT value, min(bucket) FILTER (seen >= ceil(0.95 * latencies)) AS p95_bucket FROM"
          + " (SELECT value, bucket, sum(n) OVER (PARTITION BY value ORDER BY bucket) AS seen,"
          + " sum(n) OVER (PARTITION BY value) AS latencies FROM"
          + " (SELECT value, CASE WHEN latency_ms > 0 THEN "
          + Facts.BUCKET
          + " ELSE -100000 END AS bucket, count(*) AS n FROM rows WHERE latency_ms IS NOT NULL"
          + " GROUP BY ALL)) GROUP BY value";

  /**
   * The answer's fields.
   *
   * @param by which column tells clients apart
   * @param clients how many different ones there are, among those with enough requests
   * @param items the first of them
   */
  record Body(String by, long clients, List<Item> items) {}

  /**
   * One client.
   *
   * @param value of the column; null for requests without one
   * @param numbers its requests
   * @param lastSeen its newest request
   */
  record Item(String value, @JsonUnwrapped Numbers numbers, Instant lastSeen) {}

  private record Found(Counts counts, Instant lastSeen, long clients) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "by", "sort", "min_requests", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    String by = parameters.word("by", COLUMNS);
    String sort = parameters.word("sort", List.copyOf(SORTS.keySet()));
    long least = parameters.whole("min_requests", 0, 0, Long.MAX_VALUE);
    long limit = parameters.whole("limit", 20, 1, 1000);
    TimeRange range = inquiry.range();
    Sql rows = EventRows.of(inquiry, range, by + " AS value, ts, status, bytes, latency_ms", "");
    Map<String, Found> top = top(inquiry.session(), rows, sort, least, limit);
    Map<String, QuantileScan> scans = scans(inquiry.session(), rows, top);
    List<Item> items =
        top.entrySet().stream()
            .map(
                entry ->
                    new Item(
                        entry.getKey(),
                        Numbers.of(
                            new Group(
                                Collections.singletonList(entry.getKey()),
                                entry.getValue().counts(),
                                scans.get(entry.getKey()).values())),
                        entry.getValue().lastSeen()))
            .toList();
    long clients = top.values().stream().findFirst().map(Found::clients).orElse(0L);
    return new Result(new Body(by, clients, items), inquiry.events(range), clients > items.size());
  }

  private static Map<String, Found> top(
      CutSession session, Sql rows, String sort, long least, long limit) throws SQLException {
    boolean slowest = sort.equals("-p95");
    Sql sql = Sql.of("WITH rows AS (").add(rows).add("), top AS (" + TOP + ")");
    if (slowest) {
      sql.add(", slowest AS (" + SLOWEST + ")");
    }
    sql.add(" SELECT top.*, count(*) OVER () AS clients FROM top");
    if (slowest) {
      sql.add(" LEFT JOIN slowest ON top.value IS NOT DISTINCT FROM slowest.value");
    }
    sql.add(" WHERE requests >= ?", least)
        .add(" ORDER BY " + SORTS.get(sort) + " DESC NULLS LAST, requests DESC, top.value")
        .add(" LIMIT " + limit);
    Map<String, Found> top = new LinkedHashMap<>();
    session.forEach(
        sql,
        row ->
            top.put(
                row.getString("value"),
                new Found(
                    Counts.of(row, 1),
                    CutSession.instant(row, "last_seen"),
                    row.getLong("clients"))));
    return top;
  }

  private static Map<String, QuantileScan> scans(
      CutSession session, Sql rows, Map<String, Found> top) throws SQLException {
    Map<String, QuantileScan> scans = new HashMap<>();
    top.forEach(
        (value, found) -> scans.put(value, new QuantileScan(found.counts(), Numbers.QUANTILES)));
    List<String> named = top.keySet().stream().filter(value -> value != null).toList();
    Sql sql =
        Sql.of("SELECT value, " + Facts.BUCKET + " AS bucket, count(*) AS latencies FROM (")
            .add(rows)
            .add(") WHERE latency_ms > 0 AND (value IS NULL");
    if (!named.isEmpty()) {
      sql.add(" OR value IN (" + Filters.marks(named.size()) + ")", named.toArray());
    }
    sql.add(") GROUP BY ALL ORDER BY ALL");
    session.forEach(
        sql,
        row -> {
          QuantileScan scan = scans.get(row.getString("value"));
          if (scan != null) {
            scan.bucket(row.getInt("bucket"), row.getLong("latencies"));
          }
        });
    return scans;
  }

  private static Map<String, String> sorts() {
    Map<String, String> sorts = new LinkedHashMap<>();
    sorts.put("-requests", "requests");
    sorts.put("-errors", "client_errors + server_errors");
    sorts.put("-client_errors", "client_errors");
    sorts.put("-server_errors", "server_errors");
    sorts.put("-error_ratio", "(client_errors + server_errors) / requests");
    sorts.put("-bytes", "bytes");
    sorts.put("-p95", "p95_bucket");
    sorts.put("-total_time", "latency_sum_ms");
    return sorts;
  }
}
