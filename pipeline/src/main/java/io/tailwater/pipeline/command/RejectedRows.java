package io.tailwater.pipeline.command;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RawText;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The newest of the rejected lines that are asked for, and how many there are by reason. */
final class RejectedRows {
  private static final int SHOWN = 80;

  private static final Comparator<RejectedLine> OLDEST_FIRST =
      Comparator.comparingLong(RejectedLine::receivedAtMicros)
          .thenComparing(RejectedLine::source)
          .thenComparing(RejectedLine::stream)
          .thenComparingLong(RejectedLine::offset)
          .thenComparing(RejectedLine::part, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Long fromMicros;
  private final Long toMicros;
  private final String source;
  private final String reason;
  private final int most;
  private final PriorityQueue<RejectedLine> newest = new PriorityQueue<>(OLDEST_FIRST);
  private final Map<String, Long> byReason = new TreeMap<>();
  private long replayed;

  /** What is null narrows nothing. */
  RejectedRows(Instant from, Instant to, String source, String reason, int most) {
    this.fromMicros = micros(from);
    this.toMicros = micros(to);
    this.source = source;
    this.reason = reason;
    this.most = most;
  }

  void read(LakeCatalog lake, Cut cut) {
    new SnapshotRows(lake.load(LakeTables.REJECTS), cut.snapshotOf(LakeTables.REJECTS), where())
        .forEach(
            this::take,
            "received_at",
            "source",
            "stream",
            "offset",
            "part",
            "reason",
            "detail",
            "raw",
            "replayed_at");
  }

  private Expression where() {
    Expression where = Expressions.alwaysTrue();
    if (fromMicros != null) {
      where = Expressions.and(where, Expressions.greaterThanOrEqual("received_at", fromMicros));
    }
    if (toMicros != null) {
      where = Expressions.and(where, Expressions.lessThan("received_at", toMicros));
    }
    return where;
  }

  private void take(Record row) {
    long receivedAt = Times.toMicros((OffsetDateTime) row.getField("received_at"));
    String rowSource = (String) row.getField("source");
    String rowReason = (String) row.getField("reason");
    if ((fromMicros != null && receivedAt < fromMicros)
        || (toMicros != null && receivedAt >= toMicros)
        || (source != null && !source.equals(rowSource))
        || (reason != null && !reason.equals(rowReason))) {
      return;
    }
    if (row.getField("replayed_at") != null) {
      replayed++;
      return;
    }
    byReason.merge(rowReason, 1L, Long::sum);
    ByteBuffer raw = (ByteBuffer) row.getField("raw");
    byte[] bytes = new byte[raw.remaining()];
    raw.duplicate().get(bytes);
    newest.add(
        new RejectedLine(
            receivedAt,
            rowSource,
            (String) row.getField("stream"),
            (Long) row.getField("offset"),
            (Integer) row.getField("part"),
            rowReason,
            (String) row.getField("detail"),
            bytes));
    if (newest.size() > most) {
      newest.remove();
    }
  }

  /** Newest first. */
  List<RejectedLine> newest() {
    return newest.stream().sorted(OLDEST_FIRST.reversed()).toList();
  }

  /** Those that are events by now; they are not among the others. */
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

  private static Long micros(Instant time) {
    return time == null ? null : (Long) ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
