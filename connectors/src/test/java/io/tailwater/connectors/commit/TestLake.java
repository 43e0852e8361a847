package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.WrittenFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A real lake in a directory, and commits of made-up lines for it. */
final class TestLake implements AutoCloseable {
  static final String PIPELINE = "test";
  static final Backoff QUICK = new Backoff(5, 1, 2);
  static final long HOUR = 400_000;

  final LakeCatalog catalog;

  TestLake(Path warehouse) {
    this.catalog = LakeCatalog.open(LakeLocation.embedded(warehouse));
  }

  ResumePoint start(String runId) {
    return LakeStart.begin(catalog, PIPELINE, runId, QUICK);
  }

  LakeCoordinator coordinator(String runId) {
    return new LakeCoordinator(catalog, PIPELINE, runId, QUICK);
  }

  Cut cut() {
    return Cut.newest(catalog.load(LakeTables.LEDGER)).orElseThrow();
  }

  /** Rows of a table as readers see them. */
  long rows(LakeTables table) {
    return new SnapshotRows(catalog.load(table), cut().snapshotOf(table)).count();
  }

  /** Progress of {@code lines} lines of ten bytes each, all events of one hour. */
  static StreamProgress progress(String stream, long from, int lines) {
    return progress(stream, from, lines, null);
  }

  static StreamProgress progress(String stream, long from, int lines, Long caughtUpAtMillis) {
    long to = from + 10L * lines;
    Long ts = lines == 0 ? null : (Long) TimeUnit.HOURS.toMicros(HOUR);
    return new StreamProgress(
        "web",
        stream,
        from,
        to,
        to,
        lines,
        lines,
        0,
        0,
        0,
        null,
        10L * lines,
        ts,
        ts,
        lines == 0 ? new long[0] : new long[] {HOUR},
        lines == 0 ? new long[0] : new long[] {lines},
        caughtUpAtMillis,
        "{\"v\":1}");
  }

  /** A commit of one stream's lines, with the rollup that belongs to them and one reject file. */
  LakeCommittable commit(String runId, long seq, String stream, long from, int lines) {
    List<WrittenFile> files = new ArrayList<>(eventFile(stream, from, lines));
    HourlyDelta delta =
        new HourlyDelta(
            HOUR,
            null,
            "/",
            "GET",
            200,
            null,
            "human",
            lines,
            1,
            0,
            0,
            null,
            null,
            0,
            new int[0],
            new long[0]);
    try (var writer = RowFileWriter.ofRollups(catalog.load(LakeTables.REQUESTS_HOURLY), names())) {
      writer.write(delta);
      files.addAll(writer.flush());
    }
    return new LakeCommittable(
        seq,
        runId + "-" + seq + "-" + UUID.randomUUID(),
        files,
        List.of(LedgerEntry.of(progress(stream, from, lines), 0)),
        null);
  }

  private List<WrittenFile> eventFile(String stream, long from, int lines) {
    return EventFiles.write(catalog.load(LakeTables.EVENTS), names(), stream, from, lines);
  }

  /** A file of one reject. */
  List<WrittenFile> rejectFile() {
    try (var writer = RowFileWriter.ofRejects(catalog.load(LakeTables.REJECTS), names())) {
      writer.write(new RejectedLine(1, "web", "a", 0, "no_match", "x", new byte[] {1}));
      return writer.flush();
    }
  }

  private static DataFileNames names() {
    return new DataFileNames(UUID.randomUUID().toString(), 0, 0);
  }

  @Override
  public void close() {
    catalog.close();
  }
}
