package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What all rows of the ledger say together.
 *
 * @param lines lines ever read
 * @param events lines that became events
 * @param rejects lines that were rejected
 * @param replayed rejects that were replayed since
 * @param filtered lines that were filtered
 * @param lateRows events that came after their hour had been closed
 * @param losses what was ever recorded as lost
 * @param lossesLastDay what was recorded as lost in the last 24 hours
 */
public record LedgerSums(
    long lines,
    long events,
    long rejects,
    long replayed,
    long filtered,
    long lateRows,
    Losses losses,
    Losses lossesLastDay) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final String SUMS =
      "SELECT coalesce(sum(lines), 0)::BIGINT AS lines,"
          + " coalesce(sum(events), 0)::BIGINT AS events,"
          + " coalesce(sum(rejects), 0)::BIGINT AS rejects,"
          + " coalesce(sum(replayed), 0)::BIGINT AS replayed,"
          + " coalesce(sum(filtered), 0)::BIGINT AS filtered,"
          + " coalesce(sum(late), 0)::BIGINT AS late, count(loss_reason) AS losses,"
          + " count(*) FILTER (unknown_loss) AS unknown_losses,"
          + " coalesce(sum(lost), 0)::BIGINT AS lost,"
          + " count(loss_reason) FILTER (recent) AS recent_losses,"
          + " count(*) FILTER (recent AND unknown_loss) AS recent_unknown_losses,"
          + " coalesce(sum(lost) FILTER (recent), 0)::BIGINT AS recent_lost,"
          + " coalesce(sum(lost) FILTER (of_records), 0)::BIGINT AS lost_records,"
          + " coalesce(sum(lost) FILTER (recent AND of_records), 0)::BIGINT AS recent_lost_records"
          + " FROM (SELECT *, committed_at >= ? AS recent, lost > 0 AND "
          + Unit.STREAM_OF_RECORDS
          + " AS of_records FROM ledger)";

  /**
   * Losses of some time.
   *
   * @param records ledger rows with a loss
   * @param ofUnknownSize those of them where more may be lost than is known
   * @param bytes bytes known to be lost, records of topics among them
   * @param lostRecords how many of {@code bytes} are records
   */
  public record Losses(long records, long ofUnknownSize, long bytes, long lostRecords) {}

  static LedgerSums of(CutSession session, Instant now) throws SQLException {
    return session
        .query(
            Sql.of(SUMS, now.minus(DAY)),
            row ->
                new LedgerSums(
                    row.getLong("lines"),
                    row.getLong("events"),
                    row.getLong("rejects"),
                    row.getLong("replayed"),
                    row.getLong("filtered"),
                    row.getLong("late"),
                    new Losses(
                        row.getLong("losses"),
                        row.getLong("unknown_losses"),
                        row.getLong("lost"),
                        row.getLong("lost_records")),
                    new Losses(
                        row.getLong("recent_losses"),
                        row.getLong("recent_unknown_losses"),
                        row.getLong("recent_lost"),
                        row.getLong("recent_lost_records"))))
        .get(0);
  }
}
