package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger says at a cut, in the few numbers that are watched from outside; the same as in
 * {@link LakeStatus}.
 *
 * @param seq number of the commit
 * @param committedAt its time
 * @param watermark no event before it is still expected; empty while unknown
 * @param sources each source that was ever read
 */
public record LakeFigures(
    long seq, Instant committedAt, Optional<Instant> watermark, List<OfSource> sources) {

  /**
   * Of one source, all over the ledger that is kept.
   *
   * @param source id of the source
   * @param ofRecords true where offsets count records, not bytes
   * @param behind bytes or records that are there and not read
   * @param events lines that became events
   * @param rejects lines that were rejected
   * @param late events that came after their hour had been closed
   * @param lost bytes or records known to be lost
   */
  public record OfSource(
      String source,
      boolean ofRecords,
      long behind,
      long events,
      long rejects,
      long late,
      long lost) {}

  private static final String BY_SOURCE =
      "WITH heads AS (%s), behind AS (SELECT source, sum(behind) AS behind FROM heads"
          + " JOIN streams ON id = heads.stream GROUP BY source)"
          + " SELECT streams.source AS source, bool_or(%s) AS of_records,"
          + " coalesce(any_value(behind.behind), 0)::BIGINT AS behind,"
          + " coalesce(sum(events), 0)::BIGINT AS events,"
          + " coalesce(sum(rejects), 0)::BIGINT AS rejects, coalesce(sum(late), 0)::BIGINT AS late,"
          + " coalesce(sum(lost), 0)::BIGINT AS lost FROM ledger"
          + " JOIN streams ON id = ledger.stream LEFT JOIN behind ON behind.source = streams.source"
          + " GROUP BY streams.source ORDER BY streams.source";

  static LakeFigures of(CutSession session) throws SQLException {
    Cut cut = session.lake().cut();
    List<OfSource> sources =
        session.query(
            Sql.of(
                BY_SOURCE.formatted(
                    StreamHeads.POSITIONS, Unit.IS_OF_RECORDS.formatted("streams.stream"))),
            row ->
                new OfSource(
                    row.getString("source"),
                    row.getBoolean("of_records"),
                    row.getLong("behind"),
                    row.getLong("events"),
                    row.getLong("rejects"),
                    row.getLong("late"),
                    row.getLong("lost")));
    return new LakeFigures(cut.seq(), cut.committedAt(), cut.watermark(), sources);
  }
}
