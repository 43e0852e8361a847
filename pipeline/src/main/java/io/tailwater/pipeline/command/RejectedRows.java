package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.file.RejectRecord;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.replay.RejectFilter;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RawText;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;

/** The newest of the rejected lines that are asked for, and how many there are by reason. */
final class RejectedRows {
  private static final int SHOWN = 80;

  private static final Comparator<Row> OLDEST_FIRST =
      Comparator.comparing(
          Row::line,
          Comparator.comparingLong(RejectedLine::receivedAtMicros)
              .thenComparing(RejectedLine::source)
              .thenComparing(RejectedLine::stream)
              .thenComparingLong(RejectedLine::offset)
              .thenComparing(RejectedLine::part, Comparator.nullsFirst(Comparator.naturalOrder())));

  /**
   * A row of the table.
   *
   * @param line the line
   * @param replayedAt when a replay took it up; null when none did
   */
  record Row(RejectedLine line, Instant replayedAt) {}

  private final RejectFilter filter;
  private final int most;
  private final Replayed which;
  private final PriorityQueue<Row> newest = new PriorityQueue<>(OLDEST_FIRST);
  private final Map<String, Long> byReason = new TreeMap<>();
  private long replayed;

  RejectedRows(RejectFilter filter, Replayed which, int most) {
    this.filter = filter;
    this.which = which;
    this.most = most;
  }

  void read(LakeCatalog lake, Cut cut) {
    new SnapshotRows(
            lake.load(LakeTables.REJECTS), cut.snapshotOf(LakeTables.REJECTS), filter.where())
        .forEach(this::take, RejectRecord.columns());
  }

  private void take(Record row) {
    RejectedLine line = RejectRecord.lineOf(row);
    if (!filter.takes(line)) {
      return;
    }
    Instant at = RejectRecord.replayedAt(row);
    replayed += at == null ? 0 : 1;
    if (!which.takes(at)) {
      return;
    }
    byReason.merge(line.reason(), 1L, Long::sum);
    newest.add(new Row(line, at));
    if (newest.size() > most) {
      newest.remove();
    }
  }

  /** Newest first. */
  List<Row> newest() {
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  /** How many a replay took up, listed or not. */
  long replayed() {
    return replayed;
  }

  Map<String, Long> byReason() {
    return byReason;
  }

  /** Writes rows; a table tells of replays only where some are asked for. */
  void write(List<Row> lines, OutputFormat format, PrintWriter out) {
    if (format == OutputFormat.table && which == Replayed.FALSE) {
      RowWriter.write(
          List.of("received_at", "source", "offset", "reason", "line"),
          lines.stream().map(row -> shown(row.line())).toList(),
          format,
          out);
      return;
    }
    if (format == OutputFormat.table) {
      RowWriter.write(
          List.of("received_at", "source", "offset", "reason", "replayed_at", "line"),
          lines.stream().map(RejectedRows::shownWithReplay).toList(),
          format,
          out);
      return;
    }
    RowWriter.write(
        List.of(
            "received_at",
            "source",
            "stream",
            "offset",
            "part",
            "reason",
            "detail",
            "raw",
            "raw_base64",
            "replayed_at"),
        lines.stream().map(RejectedRows::whole).toList(),
        format,
        out);
  }

  private static List<?> shown(RejectedLine line) {
    String text = RawText.of(line.raw()).text();
    return List.of(
        time(line).truncatedTo(ChronoUnit.SECONDS).toString(),
        line.source(),
        line.offset(),
        line.reason(),
        text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
  }

  private static List<?> shownWithReplay(Row row) {
    List<Object> shown = new ArrayList<>(shown(row.line()));
    Instant at = row.replayedAt();
    shown.add(shown.size() - 1, at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString());
    return shown;
  }

  private static List<?> whole(Row row) {
    RejectedLine line = row.line();
    RawText raw = RawText.of(line.raw());
    return Arrays.asList(
        time(line).toString(),
        line.source(),
        line.stream(),
        line.offset(),
        line.part(),
        line.reason(),
        line.detail(),
        raw.text(),
        raw.base64(),
        row.replayedAt() == null ? null : row.replayedAt().toString());
  }

  private static Instant time(RejectedLine line) {
    return Instant.EPOCH.plus(line.receivedAtMicros(), ChronoUnit.MICROS);
  }
}
