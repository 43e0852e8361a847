package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;

/** How a row is named, and how results are written down. */
final class Keys {
  private static final String PLACE =
      "concat_ws(' ', coalesce(source, 'no source'), coalesce(stream, 'no stream'),"
          + " coalesce(\"offset\"::VARCHAR, 'no offset'), 'part ' || part)";

  private Keys() {}

  /** A text that names a row, in SQL. */
  static String of(LakeTables table) {
    return switch (table) {
      case EVENTS, REJECTS -> PLACE;
      case REQUESTS_HOURLY ->
          "concat_ws(' ', " + time("hour") + ", service, endpoint, method, status, region)";
      case LEDGER ->
          "concat_ws(' ', 'commit ' || seq, coalesce(source, 'no source'),"
              + " coalesce(stream, 'no stream'))";
    };
  }

  /** A time as other answers write it, in SQL. */
  static String time(String column) {
    return "strftime(" + column + " AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')";
  }

  static TestResult result(
      DataTest test,
      LakeTables table,
      String column,
      TestResult.Status status,
      TestResult.Found found,
      long begun) {
    return new TestResult(
        test.name(),
        table.tableName(),
        column,
        status,
        found.failures(),
        found.example(),
        Math.round((System.nanoTime() - begun) / 1e6) / 1e3);
  }
}
