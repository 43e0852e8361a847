package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.List;

/**
 * How many of a source's lines were rejected in the hour before the newest commit.
 *
 * @param source id of the source
 * @param lines lines that became events or rejects
 * @param rejects those that were rejected and not replayed since
 * @param ratio rejects / lines
 * @param high whether that is more than {@code server.warn_reject_ratio}
 */
public record RejectRate(String source, long lines, long rejects, double ratio, boolean high) {
  /** Of each source that had some, most rejects first. */
  static List<RejectRate> measure(CutSession session, double warnRatio) throws SQLException {
    return session.query(
        Sql.of(
            "SELECT streams.source AS source, sum(events + rejects)::BIGINT AS lines,"
                + " sum(rejects - coalesce(replayed, 0))::BIGINT AS rejects FROM ledger JOIN streams ON id = ledger.stream"
                + " WHERE committed_at > (SELECT max(committed_at) FROM ledger) - INTERVAL 1 HOUR"
                + " GROUP BY streams.source HAVING sum(rejects - coalesce(replayed, 0)) > 0"
                + " ORDER BY rejects DESC, source"),
        row -> {
          long lines = row.getLong("lines");
          long rejects = row.getLong("rejects");
          double ratio = (double) rejects / lines;
          return new RejectRate(row.getString("source"), lines, rejects, ratio, ratio > warnRatio);
        });
  }
}
