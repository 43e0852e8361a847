package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.WrittenFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Streams whose lines follow from where they stand, ten bytes each, so that what the lake must hold
 * follows from the offsets alone: every line is an event, and every fifth is followed by a reject,
 * which lies within its ten bytes. The first three commits are of one stream; the lines of the
 * first two are of a day that is over at {@link #BETWEEN}, and one line of the third is erased.
 */
final class PlayLines {
  /** A time long after the days of the first two commits, and long before that of all others. */
  static final Instant BETWEEN = Instant.parse("2060-01-01T00:00:00Z");

  /** The commit with the line that is erased. */
  static final int HOLDS_ERASED = 3;

  private static final long LINE = 10;
  private static final long REJECT_EVERY = 50;
  private static final long REJECT_AT = 5;

  private static final String FIRST_STREAM = "s0";
  private static final int FIRST_LINES = 5;
  private static final int COMMITS_OVER = 2;
  private static final long OVER = COMMITS_OVER * FIRST_LINES * LINE;
  private static final long ERASED_AT = 120;

  /** The line that is erased. */
  static final String ERASED = "stream = '" + FIRST_STREAM + "' and offset = " + ERASED_AT;

  /** In the year 2129. */
  private static final long LATER_HOUR = 1_400_000;

  private final Map<String, Long> read = new HashMap<>();
  private long hour = TestLake.HOUR;

  /** Goes on where the ledger says that the streams stand. */
  void resume(List<StreamHead> heads) {
    read.clear();
    heads.forEach(head -> read.put(head.stream(), head.offset()));
  }

  /** The time at which the newest lines were written, and are committed. */
  Instant now() {
    return Instant.ofEpochSecond(TimeUnit.HOURS.toSeconds(hour));
  }

  /**
   * The next lines of a stream, written to files and ready to be committed.
   *
   * @param stream which stream, unless the number says so
   * @param lines how many, unless the number says so
   */
  LakeCommittable next(LakeCatalog lake, String run, long seq, String stream, int lines) {
    hour = seq <= COMMITS_OVER ? TestLake.HOUR : LATER_HOUR;
    return seq <= HOLDS_ERASED
        ? write(lake, run, seq, FIRST_STREAM, FIRST_LINES)
        : write(lake, run, seq, stream, lines);
  }

  private LakeCommittable write(LakeCatalog lake, String run, long seq, String stream, int lines) {
    long from = read.getOrDefault(stream, 0L);
    long to = from + LINE * lines;
    long[] rejects = rejects(from, to);
    read.put(stream, to);
    DataFileNames names = new DataFileNames(UUID.randomUUID().toString(), 0, 0);
    Table events = lake.load(LakeTables.EVENTS);
    List<WrittenFile> files =
        new ArrayList<>(EventFiles.write(events, names, hour, stream, from, lines));
    try (var rollups = RowFileWriter.ofRollups(lake.load(LakeTables.REQUESTS_HOURLY), names)) {
      rollups.write(TestLake.delta(hour, lines));
      files.addAll(rollups.flush());
    }
    if (rejects.length > 0) {
      try (var rejected = RowFileWriter.ofRejects(lake.load(LakeTables.REJECTS), names)) {
        for (long offset : rejects) {
          rejected.write(TestLake.reject(TimeUnit.HOURS.toMicros(hour), stream, offset));
        }
        files.addAll(rejected.flush());
      }
    }
    return new LakeCommittable(
        seq,
        run + "-" + seq + "-" + UUID.randomUUID(),
        files,
        List.of(LedgerEntry.of(progress(stream, from, to, lines, rejects.length), 0)),
        null);
  }

  private StreamProgress progress(String stream, long from, long to, int lines, int rejects) {
    long ts = TimeUnit.HOURS.toMicros(hour);
    return new StreamProgress(
        "web",
        stream,
        from,
        to,
        to,
        lines + rejects,
        lines,
        rejects,
        0,
        0,
        null,
        to - from,
        ts,
        ts,
        new long[] {hour},
        new long[] {lines},
        null,
        "{\"v\":1}");
  }

  private static long[] rejects(long from, long to) {
    return LongStream.range((from + REJECT_EVERY - 1) / REJECT_EVERY, (to - 1) / REJECT_EVERY + 1)
        .map(number -> number * REJECT_EVERY + REJECT_AT)
        .toArray();
  }

  /**
   * True for the line that is erased.
   *
   * @param event stream and offset
   */
  static boolean isErased(Record event) {
    return event.get(0).equals(FIRST_STREAM) && event.get(1).equals(ERASED_AT);
  }

  /** Lines that the tables lack at a cut. */
  long lost(LakeCatalog lake, Cut cut) {
    return difference(lake, cut, true, -1);
  }

  /** Rows of the tables at a cut that are there again or still, or that nobody wrote. */
  long repeated(LakeCatalog lake, Cut cut) {
    return difference(lake, cut, true, 1);
  }

  /** The same, both ways, of a lake from which nothing has gone yet. */
  long wrongWhileAllIsThere(LakeCatalog lake, Cut cut) {
    return difference(lake, cut, false, -1) + difference(lake, cut, false, 1);
  }

  private long difference(LakeCatalog lake, Cut cut, boolean gone, int sign) {
    Map<String, Integer> rows = new HashMap<>();
    for (LakeTables table : List.of(LakeTables.EVENTS, LakeTables.REJECTS)) {
      new SnapshotRows(lake.load(table), cut.snapshotOf(table))
          .forEach(
              row -> rows.merge(table + " " + row.get(0) + " " + row.get(1), 1, Integer::sum),
              "stream",
              "offset");
    }
    read.forEach(
        (stream, to) -> {
          boolean first = gone && stream.equals(FIRST_STREAM);
          for (long offset = first ? OVER : 0; offset < to; offset += LINE) {
            rows.merge(LakeTables.EVENTS + " " + stream + " " + offset, -1, Integer::sum);
          }
          if (first && to > ERASED_AT) {
            rows.merge(LakeTables.EVENTS + " " + stream + " " + ERASED_AT, 1, Integer::sum);
          }
          for (long offset : rejects(first ? OVER : 0, to)) {
            rows.merge(LakeTables.REJECTS + " " + stream + " " + offset, -1, Integer::sum);
            if (gone) {
              // In the end every reject was replayed.
              rows.merge(LakeTables.EVENTS + " " + stream + " " + offset, -1, Integer::sum);
            }
          }
        });
    return rows.values().stream().mapToLong(count -> Math.max(0, sign * count)).sum();
  }
}
