package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Where a stream stands.
 *
 * @param source id of the source
 * @param stream name of the stream
 * @param position read up to here, bytes or records
 * @param end known end
 * @param behind what is left to read
 * @param newestEvent null when it had no event
 * @param lastCommit when it last moved
 */
public record StreamStatus(
    String source,
    String stream,
    long position,
    long end,
    long behind,
    Instant newestEvent,
    Instant lastCommit) {
  private static final int MOST = 100;

  /**
   * The hundred that are furthest behind, and of those that are not the last that moved; the
   * session must have its {@link StreamHeads}.
   */
  static List<StreamStatus> furthestBehind(CutSession session) throws SQLException {
    return session.query(
        Sql.of(
            "WITH worst AS (SELECT * FROM heads"
                + " ORDER BY behind DESC, last DESC, stream DESC LIMIT ?)"
                + " SELECT source, streams.stream AS stream, position, known_end, behind, newest, last"
                + " FROM worst JOIN streams ON id = worst.stream"
                + " ORDER BY behind DESC, last DESC, source, streams.stream",
            MOST),
        row ->
            new StreamStatus(
                row.getString("source"),
                row.getString("stream"),
                row.getLong("position"),
                row.getLong("known_end"),
                row.getLong("behind"),
                CutSession.instant(row, "newest"),
                CutSession.instant(row, "last")));
  }
}
