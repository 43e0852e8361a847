package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rollups say what the events say, hour by hour: requests, bytes and latencies are those of the
 * events that are there and of those that were erased; and the sketches hold as many latencies as
 * they count. Hours of which retention has removed events are only held to having no fewer requests
 * than events; those of which it has removed rollups are left out.
 */
final class RollupTest implements DataTest {
  private static final List<String> SUMS = List.of("requests", "bytes", "latency_count");

  @Override
  public String name() {
    return "rollup_reconciles";
  }

  @Override
  public List<TestResult> run(TestedLake lake) throws SQLException {
    List<TestResult> results = new ArrayList<>();
    long begun = System.nanoTime();
    compare(lake);
    for (String column : SUMS) {
      TestResult.Found found = lake.find(Sql.of(failing(column)));
      results.add(
          Keys.result(this, LakeTables.REQUESTS_HOURLY, column, found.status(), found, begun));
      begun = System.nanoTime();
    }
    TestResult.Found sketches = sketches(lake);
    results.add(
        Keys.result(
            this,
            LakeTables.REQUESTS_HOURLY,
            "latency_zeros, latency_counts",
            sketches.status(),
            sketches,
            begun));
    return results;
  }

  /** Makes a table of hours with what rollups and events hold of each. */
  private static void compare(TestedLake lake) throws SQLException {
    Sql sql =
        Sql.of(
            "CREATE OR REPLACE TEMP TABLE hours AS SELECT hour, sum(r_requests)::BIGINT AS r_requests,"
                + " sum(r_bytes)::BIGINT AS r_bytes, sum(r_latencies)::BIGINT AS r_latency_count,"
                + " sum(e_requests)::BIGINT AS e_requests, sum(e_bytes)::BIGINT AS e_bytes,"
                + " sum(e_latencies)::BIGINT AS e_latency_count, any_value("
                + Retained.by("hour", lake, LakeTables.EVENTS, LakeTables.LEDGER)
                + ") AS whole FROM (SELECT hour, requests AS r_requests, bytes AS r_bytes,"
                + " latency_count AS r_latencies, 0 AS e_requests, 0 AS e_bytes, 0 AS e_latencies"
                + " FROM ");
    sql.add(lake.rows(LakeTables.REQUESTS_HOURLY));
    sql.add(
            " UNION ALL SELECT date_trunc('hour', ts), 0, 0, 0, count(*), coalesce(sum(bytes), 0),"
                + " count(latency_ms) FROM ")
        .add(lake.rows(LakeTables.EVENTS))
        .add(" GROUP BY 1");
    sql.add(" UNION ALL SELECT erased_hour, 0, 0, 0, erased, erased_bytes, erased_latencies FROM ")
        .add(lake.session().rows(LakeTables.LEDGER))
        .add(" WHERE erasure IS NOT NULL")
        .add(lake.within("erased_hour"));
    sql.add(") WHERE " + Retained.by("hour", lake, LakeTables.REQUESTS_HOURLY) + " GROUP BY hour");
    lake.session().run(sql);
  }

  private static String failing(String column) {
    String rollups = "r_" + column;
    String events = "e_" + column;
    return "SELECT count(*), any_value("
        + Keys.time("hour")
        + " || ': rollups ' || "
        + rollups
        + " || ', events ' || "
        + events
        + ") FROM hours WHERE CASE WHEN whole THEN "
        + rollups
        + " <> "
        + events
        + " ELSE "
        + rollups
        + " < "
        + events
        + " END";
  }

  private static TestResult.Found sketches(TestedLake lake) throws SQLException {
    return lake.find(
        Sql.of("SELECT count(*), any_value(" + Keys.of(LakeTables.REQUESTS_HOURLY) + ") FROM ")
            .add(lake.rows(LakeTables.REQUESTS_HOURLY))
            .add(" WHERE latency_zeros + coalesce(list_sum(latency_counts), 0) <> latency_count"));
  }
}
