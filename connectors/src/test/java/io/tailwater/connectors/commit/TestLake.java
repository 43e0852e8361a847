package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.config.RetentionConfig;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real lake in a directory, and commits of made-up lines for it. */
final class TestLake implements AutoCloseable {
  static final String PIPELINE = "test";
  static final Backoff QUICK = new Backoff(5, 1, 2);
  static final long HOUR = 400_000;
  static final RetentionConfig RETENTION =
      new RetentionConfig(
          Duration.ofDays(30),
          Duration.ofDays(400),
          Duration.ofDays(14),
          Duration.ofHours(1),
          Duration.ofDays(7));
  static final UpkeepTargets TARGETS = new UpkeepTargets(8, true, 1_000, 1 << 20, 1_000, RETENTION);

  final LakeCatalog catalog;

  TestLake(Path warehouse) {
    this(LakeLocation.embedded(warehouse));
  }

  private TestLake(LakeLocation location) {
    this.catalog = LakeCatalog.open(location);
  }

  /** A lake that {@link FaultyCatalog} and {@link FaultyFileIO} may disturb. */
  static TestLake faulty(Path warehouse) {
    return new TestLake(faultyLocation(warehouse));
  }

  /** The same, said to be in an object store, where nothing can be locked. */
  static TestLake inStore(Path warehouse) {
    LakeLocation local = faultyLocation(warehouse);
    return new TestLake(
        new LakeLocation(FaultyFileIO.STORE + warehouse, local.namespace(), local.catalog()));
  }

  static LakeLocation faultyLocation(Path warehouse) {
    String uri = "jdbc:sqlite:" + warehouse.resolve("catalog.db") + "?busy_timeout=10000";
    return new LakeLocation(
        warehouse.toString(),
        "logs",
        Map.of(
            "catalog-impl",
            FaultyCatalog.class.getName(),
            "io-impl",
            FaultyFileIO.class.getName(),
            "uri",
            uri));
  }

  ResumePoint start(String runId) {
    return LakeStart.begin(catalog, PIPELINE, runId, QUICK);
  }

  LakeCoordinator coordinator(String runId) {
    return new LakeCoordinator(catalog, PIPELINE, runId, QUICK);
  }

  /** One by whose clock the rows of the ledger are dated. */
  LakeCoordinator coordinator(String runId, InstantSource clock) {
    LakeWriterState state = new LakeWriterState(runId, 0, null, null, null, List.of());
    return new LakeCoordinator(catalog, PIPELINE, state, QUICK, clock);
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

  /** Requests of one series without latencies. */
  static HourlyDelta delta(int requests) {
    return delta(HOUR, requests);
  }

  /** The same with other bytes, and latencies that are in no bucket. */
  static HourlyDelta withSums(HourlyDelta d, long bytes, long latencies) {
    return new HourlyDelta(
        d.hour(),
        d.service(),
        d.endpoint(),
        d.method(),
        d.status(),
        d.region(),
        d.clientClass(),
        d.requests(),
        bytes,
        latencies,
        latencies,
        1.0,
        1.0,
        0,
        new int[0],
        new long[0]);
  }

  static HourlyDelta delta(long hour, int requests) {
    return new HourlyDelta(
        hour,
        null,
        "/",
        "GET",
        200,
        null,
        "human",
        requests,
        0,
        0,
        0,
        null,
        null,
        0,
        new int[0],
        new long[0]);
  }

  static RejectedLine reject(String stream, long offset) {
    return reject(1, stream, offset);
  }

  static RejectedLine reject(long receivedAtMicros, String stream, long offset) {
    return new RejectedLine(
        receivedAtMicros, "web", stream, offset, "no_match", "x", new byte[] {1});
  }

  /** The same progress, with one line more that was rejected. */
  static StreamProgress withReject(StreamProgress p) {
    return new StreamProgress(
        p.source(),
        p.stream(),
        p.fromOffset(),
        p.toOffset(),
        p.endOffset(),
        p.lines() + 1,
        p.events(),
        1,
        0,
        0,
        null,
        p.bytes(),
        p.minTsMicros(),
        p.maxTsMicros(),
        p.hours(),
        p.hourEvents(),
        null,
        p.evidence());
  }

  /** A commit of one stream's lines, with the rollup that belongs to them and one reject file. */
  LakeCommittable commit(String runId, long seq, String stream, long from, int lines) {
    List<WrittenFile> files = new ArrayList<>(eventFile(stream, from, lines));
    try (var writer = RowFileWriter.ofRollups(catalog.load(LakeTables.REQUESTS_HOURLY), names())) {
      writer.write(delta(lines));
      files.addAll(writer.flush());
    }
    return new LakeCommittable(
        seq,
        runId + "-" + seq + "-" + UUID.randomUUID(),
        files,
        List.of(LedgerEntry.of(progress(stream, from, lines), 0)),
        null);
  }

  /** The same commit, whose rollups count its events in the hour after theirs. */
  LakeCommittable withRollupAnHourLater(LakeCommittable commit) {
    List<WrittenFile> files = new ArrayList<>(commit.files());
    files.removeIf(file -> file.table().equals(LakeTables.REQUESTS_HOURLY.tableName()));
    try (var writer = RowFileWriter.ofRollups(catalog.load(LakeTables.REQUESTS_HOURLY), names())) {
      writer.write(delta(HOUR + 1, (int) commit.events()));
      files.addAll(writer.flush());
    }
    return new LakeCommittable(
        commit.seq(), commit.commitId(), files, commit.entries(), commit.watermarkMicros());
  }

  private List<WrittenFile> eventFile(String stream, long from, int lines) {
    return EventFiles.write(catalog.load(LakeTables.EVENTS), names(), stream, from, lines);
  }

  /** The same with a line that was rejected before the others. */
  LakeCommittable commitWithReject(String runId, long seq, String stream, long from, int lines) {
    LakeCommittable events = commit(runId, seq, stream, from, lines);
    List<WrittenFile> files = new ArrayList<>(events.files());
    String rejecting = "r" + seq + runId;
    files.addAll(rejectFile(rejecting));
    return new LakeCommittable(
        seq,
        events.commitId(),
        files,
        List.of(LedgerEntry.of(rejected(rejecting), 0), events.entries().get(0)),
        null);
  }

  private static StreamProgress rejected(String stream) {
    return new StreamProgress(
        "web",
        stream,
        0,
        10,
        10,
        1,
        0,
        1,
        0,
        0,
        null,
        10,
        null,
        null,
        new long[0],
        new long[0],
        null,
        "{}");
  }

  private List<WrittenFile> rejectFile(String stream) {
    try (var writer = RowFileWriter.ofRejects(catalog.load(LakeTables.REJECTS), names())) {
      writer.write(reject(stream, 0));
      return writer.flush();
    }
  }

  /** The Parquet files below a warehouse. */
  static List<Path> dataFiles(Path warehouse) {
    try (Stream<Path> files = Files.walk(warehouse)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
