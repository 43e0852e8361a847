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

  private static final Comparator<RejectedLine> OLDEST_FIRST =
      Comparator.comparingLong(RejectedLine::receivedAtMicros)
          .thenComparing(RejectedLine::source)
          .thenComparing(RejectedLine::stream)
          .thenComparingLong(RejectedLine::offset)
          .thenComparing(RejectedLine::part, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final RejectFilter filter;
  private final int most;
  private final PriorityQueue<RejectedLine> newest = new PriorityQueue<>(OLDEST_FIRST);
  private final Map<String, Long> byReason = new TreeMap<>();
  private long replayed;

  RejectedRows(RejectFilter filter, int most) {
    this.filter = filter;
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
    if (RejectRecord.isReplayed(row)) {
      replayed++;
      return;
    }
    byReason.merge(line.reason(), 1L, Long::sum);
    newest.add(line);
    if (newest.size() > most) {
      newest.remove();
    }
  }

  /** Newest first. */
  List<RejectedLine> newest() {
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  /** Those that a replay took up; they are not among the others. */
  long replayed() {
    return replayed;
  }

  Map<String, Long> byReason() {
    return byReason;
  }

  static void write(List<RejectedLine> lines, OutputFormat format, PrintWriter out) {
    if (format == OutputFormat.table) {
      RowWriter.write(
          List.of("received_at", "source", "offset", "reason", "line"),
          lines.stream().map(RejectedRows::shown).toList(),
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
            "raw_base64"),
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

  private static List<?> whole(RejectedLine line) {
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
        raw.base64());
  }

  private static Instant time(RejectedLine line) {
    return Instant.EPOCH.plus(line.receivedAtMicros(), ChronoUnit.MICROS);
  }
}
