package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * How all logs fare together; each field is explained at {@link LogStatus}.
 *
 * @param logs logs ever seen
 * @param bytesBehind sum over the logs, records of topics among it
 * @param unreadSince earliest of the logs; null when all are read to their known end
 * @param oldestUnreadAgeSeconds time since then; null when all are read to their known end
 * @param bytesLastHour sum over the logs
 * @param generations sum over the logs
 * @param truncations sum over the logs
 * @param losses sum over the logs
 * @param lossesOfUnknownSize sum over the logs
 * @param lostBytes sum over the logs, records of topics among it
 * @param bytesInflated sum over the logs
 * @param recordsBehind how many of {@code bytesBehind} are records
 * @param lostRecords how many of {@code lostBytes} are records
 */
public record LogTotals(
    long logs,
    long bytesBehind,
    Instant unreadSince,
    Double oldestUnreadAgeSeconds,
    long bytesLastHour,
    long generations,
    long truncations,
    long losses,
    long lossesOfUnknownSize,
    long lostBytes,
    long bytesInflated,
    long recordsBehind,
    long lostRecords) {

  static LogTotals of(ResultSet row, Instant now) throws SQLException {
    Instant unreadSince = CutSession.instant(row, "unread_since");
    return new LogTotals(
        row.getLong("logs"),
        row.getLong("behind"),
        unreadSince,
        LogStatus.age(unreadSince, now),
        row.getLong("bytes_last_hour"),
        row.getLong("generations"),
        row.getLong("truncations"),
        row.getLong("losses"),
        row.getLong("unknown_losses"),
        row.getLong("lost"),
        row.getLong("inflated"),
        row.getLong("records_behind"),
        row.getLong("lost_records"));
  }
}
