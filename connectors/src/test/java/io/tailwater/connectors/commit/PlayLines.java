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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Streams whose lines follow from where they stand, ten bytes each, so that what the lake must hold
 * follows from the offsets alone: every line is an event, and every fifth is followed by a reject,
 * which lies within its ten bytes.
 */
final class PlayLines {
  private static final long LINE = 10;
  private static final long REJECT_EVERY = 50;
  private static final long REJECT_AT = 5;

  private final Map<String, Long> read = new HashMap<>();

  /** Goes on where the ledger says that the streams stand. */
  void resume(List<StreamHead> heads) {
    read.clear();
    heads.forEach(head -> read.put(head.stream(), head.offset()));
  }

  long offset(String stream) {
    return read.getOrDefault(stream, 0L);
  }

  /** The next lines of a stream, written to files and ready to be committed. */
  LakeCommittable next(LakeCatalog lake, String run, long seq, String stream, int lines) {
    long from = offset(stream);
    long to = from + LINE * lines;
    long[] rejects = rejects(from, to);
    read.put(stream, to);
    DataFileNames names = new DataFileNames(UUID.randomUUID().toString(), 0, 0);
    List<WrittenFile> files =
        new ArrayList<>(EventFiles.write(lake.load(LakeTables.EVENTS), names, stream, from, lines));
    try (var rollups = RowFileWriter.ofRollups(lake.load(LakeTables.REQUESTS_HOURLY), names)) {
      rollups.write(TestLake.delta(lines));
      files.addAll(rollups.flush());
    }
    if (rejects.length > 0) {
      try (var rejected = RowFileWriter.ofRejects(lake.load(LakeTables.REJECTS), names)) {
        for (long offset : rejects) {
          rejected.write(TestLake.reject(stream, offset));
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

  private static StreamProgress progress(
      String stream, long from, long to, int lines, int rejects) {
    long ts = TimeUnit.HOURS.toMicros(TestLake.HOUR);
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
        new long[] {TestLake.HOUR},
        new long[] {lines},
        null,
        "{\"v\":1}");
  }

  private static long[] rejects(long from, long to) {
    return LongStream.range((from + REJECT_EVERY - 1) / REJECT_EVERY, (to - 1) / REJECT_EVERY + 1)
        .map(number -> number * REJECT_EVERY + REJECT_AT)
        .toArray();
  }

  /** Lines that the tables lack at a cut. */
  long lost(LakeCatalog lake, Cut cut) {
    return difference(lake, cut, -1);
  }

  /** Rows of the tables at a cut that are there again, or that nobody wrote. */
  long repeated(LakeCatalog lake, Cut cut) {
    return difference(lake, cut, 1);
  }

  private long difference(LakeCatalog lake, Cut cut, int sign) {
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
          for (long offset = 0; offset < to; offset += LINE) {
            rows.merge(LakeTables.EVENTS + " " + stream + " " + offset, -1, Integer::sum);
          }
          for (long offset : rejects(0, to)) {
            rows.merge(LakeTables.REJECTS + " " + stream + " " + offset, -1, Integer::sum);
          }
        });
    return rows.values().stream().mapToLong(count -> Math.max(0, sign * count)).sum();
  }
}
