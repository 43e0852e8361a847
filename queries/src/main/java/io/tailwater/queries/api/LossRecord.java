package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A ledger row that owns up to a loss.
 *
 * @param committedAt when it was recorded
 * @param source id of the source
 * @param log path of the log
 * @param stream the generation of it
 * @param from first position that the commit read of the stream
 * @param to where the stream stood afterwards
 * @param lost what is known to be lost; of a file the range does not hold it
 * @param unit what is counted: {@code bytes}, of a topic {@code records}
 * @param unknown whether more may be lost
 * @param reason why, in words
 */
public record LossRecord(
    Instant committedAt,
    String source,
    String log,
    String stream,
    long from,
    long to,
    long lost,
    String unit,
    boolean unknown,
    String reason) {
  private static final int MOST = 20;

  /** The newest twenty, newest first. */
  static List<LossRecord> newest(CutSession session) throws SQLException {
    return session.query(
        Sql.of(
            "SELECT committed_at, source, log, streams.stream AS stream, from_offset, to_offset,"
                + " lost, unknown_loss, loss_reason FROM (SELECT * FROM ledger"
                + " WHERE loss_reason IS NOT NULL ORDER BY seq DESC, stream DESC, to_offset DESC"
                + " LIMIT ?) l JOIN streams ON id = l.stream"
                + " ORDER BY seq DESC, l.stream DESC, to_offset DESC",
            MOST),
        row ->
            new LossRecord(
                CutSession.instant(row, "committed_at"),
                row.getString("source"),
                row.getString("log"),
                row.getString("stream"),
                row.getLong("from_offset"),
                row.getLong("to_offset"),
                row.getLong("lost"),
                Unit.of(row.getString("log")),
                row.getBoolean("unknown_loss"),
                row.getString("loss_reason")));
  }
}
