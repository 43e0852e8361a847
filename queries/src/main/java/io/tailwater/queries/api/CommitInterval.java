package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;

/** How often commits come, from the commits themselves: the job may run elsewhere. */
final class CommitInterval {
  private static final int COMMITS = 20;

  private CommitInterval() {}

  /** Median time between the newest commits, seconds; null with fewer than two. */
  static Double seconds(CutSession session) throws SQLException {
    return session
        .query(
            Sql.of(
                "SELECT round(median(epoch_ms(committed_at) - epoch_ms(before)) / 1000.0, 3) AS pace"
                    + " FROM (SELECT committed_at, lag(committed_at) OVER (ORDER BY seq) AS before"
                    + " FROM (SELECT seq, max(committed_at) AS committed_at FROM ledger"
                    + " WHERE seq > (SELECT max(seq) FROM ledger) - "
                    + COMMITS
                    + " GROUP BY seq))"),
            row -> CutSession.decimal(row, "pace"))
        .get(0);
  }
}
