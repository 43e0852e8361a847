package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All logs together and the busiest ones, from one pass over the ledger.
 *
 * @param totals all logs
 * @param busiest those furthest behind first, then those most read lately
 */
record LogQuery(LogTotals totals, List<LogStatus> busiest) {
  private static final int MOST = 100;
  private static final Duration LATELY = Duration.ofHours(1);

  /** Where each stream stands, {@code caught_up} being the last commit that read it to its end. */
  private static final String HEADS =
      "SELECT stream, greatest(arg_max(end_offset - to_offset, (seq, to_offset)), 0) AS behind,"
          + " max(seq) FILTER (to_offset >= end_offset) AS caught_up,"
          + " coalesce(sum(bytes) FILTER (committed_at > ?), 0) AS bytes_last_hour,"
          + " count(loss_reason) AS losses, count(*) FILTER (unknown_loss) AS unknown_losses,"
          + " sum(lost) AS lost, coalesce(max(inflated), 0) AS inflated, max(max_ts) AS newest,"
          + " max(committed_at) AS last FROM ledger GROUP BY stream";

  private static final String UNREAD =
      "SELECT stream, min(committed_at) AS unread_since FROM ledger JOIN"
          + " (SELECT stream, caught_up FROM heads WHERE behind > 0) USING (stream)"
          + " WHERE caught_up IS NULL OR seq > caught_up GROUP BY stream";

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
          + ", min(unread_since) AS unread_since, max(newest) AS newest, max(last) AS last"
          + " FROM logs GROUP BY GROUPING SETS ((source, log), ())"
          + " ORDER BY all_logs DESC, behind DESC, bytes_last_hour DESC, last DESC, source, log"
          + " LIMIT ?";

  static LogQuery run(CutSession session, Instant now) throws SQLException {
    List<LogTotals> totals = new ArrayList<>();
    List<LogStatus> busiest = new ArrayList<>();
    session.forEach(
        Sql.of(
            "WITH heads AS MATERIALIZED ("
                + HEADS
                + "), unread AS ("
                + UNREAD
                + "), files AS ("
                + FILES
                + "), logs AS ("
                + LOGS
                + ") "
                + TOTALS_AND_LOGS,
            session.lake().cut().committedAt().minus(LATELY),
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

  private static String sums(String... columns) {
    List<String> sums = new ArrayList<>();
    for (String column : columns) {
      sums.add("coalesce(sum(" + column + "), 0)::BIGINT AS " + column);
    }
    return String.join(", ", sums);
  }
}
