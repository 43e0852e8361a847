package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * How one log fares: a path that is written to with all its rotated files, or a topic's partition.
 * What is behind and lost is counted in records where a stream consists of records.
 *
 * @param source id of the source
 * @param log path of the log
 * @param unit what is counted where bytes are said: {@code bytes}, of a topic {@code records}
 * @param bytesBehind what is known to be there and not read
 * @param unreadSince commit that first knew of the oldest byte that is not read yet; null when it
 *     is read to its known end
 * @param oldestUnreadAgeSeconds time since then; null when it is read to its known end
 * @param bytesLastHour bytes read in the hour up to the cut's commit
 * @param generations files of it that were ever seen, each truncation counted as another
 * @param truncations how often a file of it was emptied or rewritten in place; a cut that left what
 *     was read is among the losses only
 * @param losses ledger rows with a loss
 * @param lossesOfUnknownSize those of them where more may be lost than is known
 * @param lostBytes bytes known to be lost
 * @param bytesInflated bytes unpacked of its archives
 * @param newestEvent null when it had no event
 * @param lastCommit when it last moved
 */
public record LogStatus(
    String source,
    String log,
    String unit,
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
    Instant newestEvent,
    Instant lastCommit) {

  static LogStatus of(ResultSet row, Instant now) throws SQLException {
    Instant unreadSince = CutSession.instant(row, "unread_since");
    return new LogStatus(
        row.getString("source"),
        row.getString("log"),
        Unit.of(row.getString("log")),
        row.getLong("behind"),
        unreadSince,
        age(unreadSince, now),
        row.getLong("bytes_last_hour"),
        row.getLong("generations"),
        row.getLong("truncations"),
        row.getLong("losses"),
        row.getLong("unknown_losses"),
        row.getLong("lost"),
        row.getLong("inflated"),
        CutSession.instant(row, "newest"),
        CutSession.instant(row, "last"));
  }

  static Double age(Instant since, Instant now) {
    return since == null ? null : (Double) (Duration.between(since, now).toMillis() / 1000.0);
  }
}
