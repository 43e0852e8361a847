package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.StreamKey;
import io.tailwater.connectors.commit.file.RejectRecord;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
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
  private final Table rejects;
  private final RejectFilter filter;
  private final Reparse reparse;
  private final Passed untold;
  private final Schema columns;
  private final Passed passed = new Passed();
  private final Map<DataFile, BitSet> marks = new LinkedHashMap<>();
  private final Map<DataFile, ReplayReport> left = new LinkedHashMap<>();
  private ReplayReport ofPassed = ReplayReport.NOTHING;

  /**
   * @param untold lines that must stay, because the ledger does not tell of their commits
   */
  RejectChunk(Table rejects, RejectFilter filter, Reparse reparse, Passed untold) {
    this.rejects = rejects;
    this.filter = filter;
    this.reparse = reparse;
    this.untold = untold;
    this.columns =
        LakeColumns.readable(LakeTables.REJECTS, rejects.schema()).select(RejectRecord.columns());
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
        RejectedLine line = RejectRecord.isReplayed(row) ? null : RejectRecord.lineOf(row);
        if (line != null && filter.takes(line)) {
          ReplayReport ofLine = take(line, events);
          if (ofLine.replayed() > 0) {
            ofPassed = ofPassed.and(ofLine);
            marked.set(place);
          } else {
            left.merge(file, ofLine, ReplayReport::and);
          }
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

  /** What a line is today. */
  private ReplayReport take(RejectedLine line, Consumer<EventColumns> events) {
    StreamKey stream = new StreamKey(line.source(), line.stream());
    if (untold.holds(stream, line.offset())) {
      return new ReplayReport(1, 0, 0, 0, 0, 0, 0, 1);
    }
    return switch (reparse.parse(line)) {
      case EVENTS -> {
        EventColumns ofLine = reparse.events();
        events.accept(ofLine);
        passed.add(stream, line.offset(), linesOf(ofLine));
        yield new ReplayReport(1, 1, ofLine.rows(), 0, 0, 0, 0, 0);
      }
      case FILTERED -> {
        passed.add(stream, line.offset(), new Passed.Lines(1, 0, null, null));
        yield new ReplayReport(1, 1, 0, 1, 0, 0, 0, 0);
      }
      case REJECTED -> new ReplayReport(1, 0, 0, 0, 1, 0, 0, 0);
      case CUT_SHORT -> new ReplayReport(1, 0, 0, 0, 0, 1, 0, 0);
      case OF_NO_SOURCE -> new ReplayReport(1, 0, 0, 0, 0, 0, 1, 0);
    };
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

  /** What became of the lines that are no rejects any more. */
  ReplayReport ofPassed() {
    return ofPassed;
  }

  /** What became of all lines. */
  ReplayReport ofAll() {
    return left.values().stream().reduce(ofPassed, ReplayReport::and);
  }

  /**
   * What is left of lines that are rejects still.
   *
   * @param marked the files in the place of {@link #old}, in their order
   * @return by the location of the file in which they lie then
   */
  Map<String, ReplayReport> left(List<DataFile> marked) {
    Map<String, ReplayReport> byLocation = new HashMap<>();
    List<DataFile> old = old();
    left.forEach(
        (file, report) -> {
          int at = old.indexOf(file);
          byLocation.put((at < 0 ? file : marked.get(at)).location(), report);
        });
    return byLocation;
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
