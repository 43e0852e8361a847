package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Where each stream stands, from one pass over the ledger: a relation {@code heads} that lasts as
 * long as the session.
 */
final class StreamHeads {
  private static final Duration LATELY = Duration.ofHours(1);

  private static final String POSITION =
      "SELECT stream, max(to_offset) AS position,"
          + " arg_max(end_offset, (seq, to_offset)) AS known_end,"
          + " greatest(known_end - position, 0) AS behind";

  /** Streams that another source has taken over: they stand there. */
  private static final String TAKEN_OVER =
      "SELECT given.id FROM (SELECT stream, adopted_from, max(seq) AS seq FROM ledger"
          + " WHERE adopted_from IS NOT NULL GROUP BY stream, adopted_from) taken"
          + " JOIN streams mine ON mine.id = taken.stream"
          + " JOIN streams given"
          + " ON given.source = taken.adopted_from AND given.stream = mine.stream"
          + " JOIN (SELECT stream, max(seq) AS seq FROM ledger GROUP BY stream) newest"
          + " ON newest.stream = given.id WHERE newest.seq <= taken.seq";

  private static final String OF_LEDGER =
      " FROM ledger WHERE stream NOT IN (" + TAKEN_OVER + ") GROUP BY stream";

  /** A query of how far each stream is read, and how far it is behind. */
  static final String POSITIONS = POSITION + OF_LEDGER;

  /**
   * A query, over {@code heads}, of the first commit that knew of the byte at which reading of a
   * stream goes on. When the stream was last read to its end does not tell: one that is written to
   * all the time hardly ever is.
   */
  static final String UNREAD =
      "SELECT stream, min(committed_at) AS unread_since FROM ledger JOIN"
          + " (SELECT stream, position FROM heads WHERE behind > 0) USING (stream)"
          + " WHERE end_offset > position GROUP BY stream";

  private static final String HEADS =
      POSITION
          + ", coalesce(sum(bytes) FILTER (committed_at > ?), 0)::BIGINT AS bytes_last_hour,"
          + " count(loss_reason) AS losses, count(*) FILTER (unknown_loss) AS unknown_losses,"
          + " sum(lost)::BIGINT AS lost, coalesce(max(inflated), 0) AS inflated,"
          + " max(max_ts) AS newest, max(committed_at) AS last"
          + OF_LEDGER;

  private StreamHeads() {}

  /** Makes the relation. */
  static void gather(CutSession session) throws SQLException {
    session.keep("heads", Sql.of(HEADS, session.lake().cut().committedAt().minus(LATELY)));
  }
}
