package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.Times;
import java.time.OffsetDateTime;
import org.apache.iceberg.data.Record;

/**
 * What an audit needs of a ledger row. Evidence is not among it, which is most of a row's bytes.
 *
 * @param seq number of the commit
 * @param committedAtMicros time of the commit, epoch microseconds
 * @param stream which stream was read
 * @param from first position read
 * @param to position after the last one read
 * @param lines lines in the range
 * @param events lines that became events
 * @param rejects lines that became rejects
 * @param filtered lines that were dropped on purpose
 * @param lost bytes that were gone before they could be read
 * @param lossReason why; null when nothing was lost
 * @param minTsMicros smallest event time, epoch microseconds; null without events
 * @param maxTsMicros largest event time, epoch microseconds; null without events
 * @param erasure id of the erasure that the row is about; null in a row of a stream's progress
 * @param erasedHourMicros hour of the events that it took, epoch microseconds; null in a row of
 *     progress
 * @param erased events that it took; 0 in a row of progress
 * @param replay id of the replay that the row is about; null in a row of a stream's progress
 * @param replayed rejects that it took up; 0 in a row of progress
 * @param replayedEvents events that it made of them; 0 in a row of progress
 * @param adoptedFrom source that read the stream up to here; null when it was this one
 */
record LedgerLine(
    long seq,
    long committedAtMicros,
    AuditedStream stream,
    long from,
    long to,
    long lines,
    long events,
    long rejects,
    long filtered,
    long lost,
    String lossReason,
    Long minTsMicros,
    Long maxTsMicros,
    String erasure,
    Long erasedHourMicros,
    long erased,
    String replay,
    long replayed,
    long replayedEvents,
    String adoptedFrom) {

  static final String[] COLUMNS = {
    "seq",
    "committed_at",
    "source",
    "stream",
    "from_offset",
    "to_offset",
    "lines",
    "events",
    "rejects",
    "filtered",
    "lost",
    "loss_reason",
    "min_ts",
    "max_ts",
    "erasure",
    "erased_hour",
    "erased",
    "replay",
    "replayed",
    "replayed_events",
    "adopted_from"
  };

  static LedgerLine of(Record row) {
    return new LedgerLine(
        number(row, "seq"),
        micros(row, "committed_at"),
        new AuditedStream((String) row.getField("source"), (String) row.getField("stream")),
        number(row, "from_offset"),
        number(row, "to_offset"),
        number(row, "lines"),
        number(row, "events"),
        number(row, "rejects"),
        number(row, "filtered"),
        number(row, "lost"),
        (String) row.getField("loss_reason"),
        micros(row, "min_ts"),
        micros(row, "max_ts"),
        (String) row.getField("erasure"),
        micros(row, "erased_hour"),
        row.getField("erased") instanceof Long erased ? erased : 0,
        (String) row.getField("replay"),
        row.getField("replayed") instanceof Long replayed ? replayed : 0,
        row.getField("replayed_events") instanceof Long events ? events : 0,
        (String) row.getField("adopted_from"));
  }

  private static long number(Record row, String column) {
    return (Long) row.getField(column);
  }

  private static Long micros(Record row, String column) {
    return Times.toMicros((OffsetDateTime) row.getField(column));
  }

  /** True for a row that says what is not there any more, and nothing of progress. */
  boolean isOfErasure() {
    return erasure != null;
  }

  /** True for a row that says which rejects are events by now, and nothing of progress. */
  boolean isOfReplay() {
    return replay != null;
  }

  /** The range and its commit. */
  String range() {
    return "[" + from + ", " + to + ") of commit " + seq;
  }

  /** The commit and its stream. */
  String commit() {
    return "Commit " + seq + " of " + stream.stream();
  }
}
