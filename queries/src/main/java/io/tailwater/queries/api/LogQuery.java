package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All logs together and the busiest ones, from {@link StreamHeads}.
 *
 * @param totals all logs
 * @param busiest those furthest behind first, then those most read lately
 */
record LogQuery(LogTotals totals, List<LogStatus> busiest) {
  private static final int MOST = 100;

  /** Epochs of one file count its truncations together, so they must not be added up. */
  private static final String FILES =
      "SELECT source, log, count(*) AS generations, max(epoch) AS truncations, "
          + sums("behind", "bytes_last_hour", "losses", "unknown_losses", "lost", "inflated")
          + ", min(unread_since) AS unread_since, max(newest) AS newest, max(last) AS last"
          + " FROM heads JOIN streams ON id = heads.stream"
          + " LEFT JOIN unread ON unread.stream = heads.stream GROUP BY source, log, file";

  private static final String LOGS =
      "SELECT source, log, "
          + sums(
              "generations",
              "truncations",
              "behind",
              "bytes_last_hour",
              "losses",
              "unknown_losses",
              "lost",
              "inflated")
          + ", min(unread_since) AS unread_since, max(newest) AS newest, max(last) AS last"
          + " FROM files GROUP BY source, log";

  private static final String TOTALS_AND_LOGS =
      "SELECT grouping(log) AS all_logs, source, log, count(*) AS logs, "
          + sums(
              "generations",
              "truncations",
              "behind",
              "bytes_last_hour",
              "losses",
              "unknown_losses",
              "lost",
              "inflated")
          + ", "
          + ofRecords("behind", "records_behind")
          + ", "
          + ofRecords("lost", "lost_records")
          + ", min(unread_since) AS unread_since, max(newest) AS newest, max(last) AS last"
          + " FROM logs GROUP BY GROUPING SETS ((source, log), ())"
          + " ORDER BY all_logs DESC, behind DESC, bytes_last_hour DESC, last DESC, source, log"
          + " LIMIT ?";

  /** Runs it; the session must have its heads. */
  static LogQuery run(CutSession session, Instant now) throws SQLException {
    List<LogTotals> totals = new ArrayList<>();
    List<LogStatus> busiest = new ArrayList<>();
    session.forEach(
        Sql.of(
            "WITH unread AS ("
                + StreamHeads.UNREAD
                + "), files AS ("
                + FILES
                + "), logs AS ("
                + LOGS
                + ") "
                + TOTALS_AND_LOGS,
            MOST + 1),
        row -> {
          if (row.getInt("all_logs") == 1) {
            totals.add(LogTotals.of(row, now));
          } else {
            busiest.add(LogStatus.of(row, now));
          }
        });
    return new LogQuery(totals.get(0), busiest);
  }

  private static String ofRecords(String column, String as) {
    return "coalesce(sum(%s) FILTER (%s), 0)::BIGINT AS %s"
        .formatted(column, Unit.IS_OF_RECORDS.formatted("log"), as);
  }

  private static String sums(String... columns) {
    List<String> sums = new ArrayList<>();
    for (String column : columns) {
      sums.add("coalesce(sum(" + column + "), 0)::BIGINT AS " + column);
    }
    return String.join(", ", sums);
  }
}
