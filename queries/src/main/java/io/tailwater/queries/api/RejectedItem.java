package io.tailwater.queries.api;

import io.tailwater.connectors.lake.RawText;
import io.tailwater.queries.lake.CutSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A line that was rejected.
 *
 * @param receivedAt when it was read
 * @param source id of the source
 * @param stream where it was read from
 * @param offset where in the stream it, or its record, begins
 * @param part which of several parts of its record it is, from 0; null where it is no part of one
 * @param reason why it was rejected, one word
 * @param detail the same in a sentence; null for none
 * @param raw the line, up to a limit; what is not valid UTF-8 is replaced
 * @param rawBase64 its bytes, when some are not valid UTF-8; null otherwise
 * @param replayedAt when a replay took it up; null while it is a reject
 */
public record RejectedItem(
    Instant receivedAt,
    String source,
    String stream,
    long offset,
    Integer part,
    String reason,
    String detail,
    String raw,
    String rawBase64,
    Instant replayedAt) {

  static RejectedItem of(ResultSet row) throws SQLException {
    RawText raw = RawText.of(row.getBytes("raw"));
    return new RejectedItem(
        CutSession.instant(row, "received_at"),
        row.getString("source"),
        row.getString("stream"),
        row.getLong("offset"),
        (Integer) row.getObject("part"),
        row.getString("reason"),
        row.getString("detail"),
        raw.text(),
        raw.base64(),
        CutSession.instant(row, "replayed_at"));
  }
}
