package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** Some files of rejects, and what their lines are today. */
final class RejectChunk {
  private static final String[] COLUMNS = {
    "received_at", "source", "stream", "offset", "part", "reason", "detail", "raw", "replayed_at"
  };

  private final Table rejects;
  private final RejectFilter filter;
  private final Reparse reparse;
  private final Passed untold;
  private final Schema columns;
  private final Passed passed = new Passed();
  private final Map<DataFile, BitSet> marks = new LinkedHashMap<>();
  private ReplayReport report = ReplayReport.NOTHING;

  /**
   * @param untold lines that must stay, because the ledger does not tell of their commits
   */
  RejectChunk(Table rejects, RejectFilter filter, Reparse reparse, Passed untold) {
    this.rejects = rejects;
    this.filter = filter;
    this.reparse = reparse;
    this.untold = untold;
    this.columns = LakeColumns.readable(LakeTables.REJECTS, rejects.schema()).select(COLUMNS);
  }

  /**
   * Parses the lines of a file.
   *
   * @param events takes the events of each
   */
  void take(DataFile file, Consumer<EventColumns> events) {
    BitSet marked = new BitSet();
    int place = 0;
    try (CloseableIterable<Record> rows = SnapshotRows.rowsOf(rejects, file, columns)) {
      for (Record row : rows) {
        if (row.getField("replayed_at") == null && take(lineOf(row), events)) {
          marked.set(place);
        }
        place++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.location(), e);
    }
    if (!marked.isEmpty()) {
      marks.put(file, marked);
    }
  }

  /** True when the line is no reject any more. */
  private boolean take(RejectedLine line, Consumer<EventColumns> events) {
    if (!filter.takes(line)) {
      return false;
    }
    StreamKey stream = new StreamKey(line.source(), line.stream());
    if (untold.holds(stream, line.offset())) {
      report = report.and(new ReplayReport(1, 0, 0, 0, 0, 0, 0, 1));
      return false;
    }
    Reparse.Verdict verdict = reparse.parse(line);
    switch (verdict) {
      case EVENTS -> {
        EventColumns columnsOfLine = reparse.events();
        events.accept(columnsOfLine);
        passed.add(stream, line.offset(), linesOf(columnsOfLine));
        report = report.and(new ReplayReport(1, 1, columnsOfLine.rows(), 0, 0, 0, 0, 0));
      }
      case FILTERED -> {
        passed.add(stream, line.offset(), new Passed.Lines(1, 0, null, null));
        report = report.and(new ReplayReport(1, 1, 0, 1, 0, 0, 0, 0));
      }
      case REJECTED -> report = report.and(new ReplayReport(1, 0, 0, 0, 1, 0, 0, 0));
      case CUT_SHORT -> report = report.and(new ReplayReport(1, 0, 0, 0, 0, 1, 0, 0));
      case OF_NO_SOURCE -> report = report.and(new ReplayReport(1, 0, 0, 0, 0, 0, 1, 0));
    }
    return verdict == Reparse.Verdict.EVENTS || verdict == Reparse.Verdict.FILTERED;
  }

  private static Passed.Lines linesOf(EventColumns events) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int row = 0; row < events.rows(); row++) {
      min = Math.min(min, events.tsMicros(row));
      max = Math.max(max, events.tsMicros(row));
    }
    return new Passed.Lines(1, events.rows(), min, max);
  }

  private static RejectedLine lineOf(Record row) {
    ByteBuffer raw = (ByteBuffer) row.getField("raw");
    byte[] bytes = new byte[raw.remaining()];
    raw.duplicate().get(bytes);
    return new RejectedLine(
        Times.toMicros((OffsetDateTime) row.getField("received_at")),
        (String) row.getField("source"),
        (String) row.getField("stream"),
        (Long) row.getField("offset"),
        (Integer) row.getField("part"),
        (String) row.getField("reason"),
        (String) row.getField("detail"),
        bytes);
  }

  /** What was found. */
  ReplayReport report() {
    return report;
  }

  /** The lines that are no rejects any more. */
  Passed passed() {
    return passed;
  }

  /** The files that hold such lines. */
  List<DataFile> old() {
    return new ArrayList<>(marks.keySet());
  }

  /** Writes those anew, with the lines marked. */
  List<DataFile> marked(long replayedAtMicros) {
    List<DataFile> written = new ArrayList<>();
    marks.forEach(
        (file, marked) -> written.add(MarkedFile.of(rejects, file, marked, replayedAtMicros)));
    return written;
  }
}
