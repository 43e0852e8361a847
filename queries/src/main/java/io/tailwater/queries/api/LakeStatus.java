package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.Snapshot;

/**
 * How fresh and how whole the lake is.
 *
 * @param pipeline who commits to it
 * @param state {@code following}, or {@code stale} while the lake cannot be read
 * @param problem why it cannot be read; null when it can
 * @param lastCommit time of the newest commit
 * @param ageSeconds its age
 * @param watermark no event before it is still expected; null while unknown
 * @param newestEvent null when there was no event
 * @param lines lines ever read
 * @param events lines that became events
 * @param rejects lines that were rejected
 * @param filtered lines that were filtered
 * @param lateRows events that came after their hour had been closed
 * @param lostBytes bytes that were gone before they could be read
 * @param streams where each stream stands, furthest behind first
 * @param tables what the tables hold
 */
public record LakeStatus(
    String pipeline,
    String state,
    String problem,
    Instant lastCommit,
    double ageSeconds,
    Instant watermark,
    Instant newestEvent,
    long lines,
    long events,
    long rejects,
    long filtered,
    long lateRows,
    long lostBytes,
    List<Stream> streams,
    List<TableState> tables) {

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
  public record Stream(
      String source,
      String stream,
      long position,
      long end,
      long behind,
      Instant newestEvent,
      Instant lastCommit) {}

  /**
   * What a table holds at the cut.
   *
   * @param table its name
   * @param files data files
   * @param rows rows
   * @param bytes bytes of the data files
   * @param snapshots snapshots that are kept
   */
  public record TableState(String table, long files, long rows, long bytes, int snapshots) {}

  /** The status at a session's cut. */
  static LakeStatus of(Inquiry inquiry, FollowerState follower) throws SQLException {
    CutSession session = inquiry.session();
    Cut cut = session.lake().cut();
    return session
        .query(
            Sql.of(
                "SELECT coalesce(sum(lines), 0)::BIGINT AS lines,"
                    + " coalesce(sum(events), 0)::BIGINT AS events,"
                    + " coalesce(sum(rejects), 0)::BIGINT AS rejects,"
                    + " coalesce(sum(filtered), 0)::BIGINT AS filtered,"
                    + " coalesce(sum(late), 0)::BIGINT AS late,"
                    + " coalesce(sum(lost), 0)::BIGINT AS lost FROM ledger"),
            row ->
                new LakeStatus(
                    cut.pipeline(),
                    follower.phase().name().toLowerCase(Locale.ROOT),
                    follower.problem().orElse(null),
                    cut.committedAt(),
                    Duration.between(cut.committedAt(), inquiry.now()).toMillis() / 1000.0,
                    cut.watermark().orElse(null),
                    inquiry.extent().newest().orElse(null),
                    row.getLong("lines"),
                    row.getLong("events"),
                    row.getLong("rejects"),
                    row.getLong("filtered"),
                    row.getLong("late"),
                    row.getLong("lost"),
                    streams(session),
                    tables(session.lake())))
        .get(0);
  }

  private static List<Stream> streams(CutSession session) throws SQLException {
    return session.query(
        Sql.of(
            "SELECT source, stream, arg_max(to_offset, (seq, to_offset)) AS position,"
                + " arg_max(end_offset, (seq, to_offset)) AS end_, max(max_ts) AS newest,"
                + " max(committed_at) AS last FROM ledger GROUP BY source, stream"
                + " ORDER BY greatest(end_ - position, 0) DESC, last DESC, source, stream"),
        row ->
            new Stream(
                row.getString("source"),
                row.getString("stream"),
                row.getLong("position"),
                row.getLong("end_"),
                Math.max(0, row.getLong("end_") - row.getLong("position")),
                CutSession.instant(row, "newest"),
                CutSession.instant(row, "last")));
  }

  private static List<TableState> tables(LakeAtCut lake) {
    return Arrays.stream(LakeTables.values())
        .map(
            table -> {
              Snapshot snapshot = lake.snapshot(table);
              Map<String, String> summary = snapshot.summary();
              return new TableState(
                  table.tableName(),
                  number(summary, "total-data-files"),
                  number(summary, "total-records"),
                  number(summary, "total-files-size"),
                  lake.snapshots(table));
            })
        .toList();
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
