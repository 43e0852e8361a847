package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;

/** A real lake whose time is pushed: commits of made-up lines, dated as told. */
final class PushedLake implements AutoCloseable, InstantSource {
  static final String RUN = "run1";
  private static final int LINE_BYTES = 10;

  final LakeCatalog catalog;
  private final LakeCoordinator coordinator;
  private final Map<String, Long> offsets = new HashMap<>();
  private volatile Instant now;
  private String source = "web";
  private long seq;

  /**
   * @param from where time begins; it must end before the machine's own
   */
  PushedLake(Path warehouse, Instant from) {
    now = from;
    PushedCatalog.set(this);
    String uri = "jdbc:sqlite:" + warehouse.resolve("catalog.db") + "?busy_timeout=10000";
    catalog =
        LakeCatalog.open(
            new LakeLocation(
                warehouse.toString(),
                "logs",
                Map.of(
                    "catalog-impl",
                    PushedCatalog.class.getName(),
                    "uri",
                    uri,
                    "jdbc.schema-version",
                    "V1")));
    LakeStart.begin(catalog, TestLake.PIPELINE, RUN, TestLake.QUICK);
    coordinator =
        new LakeCoordinator(
            catalog,
            TestLake.PIPELINE,
            new LakeWriterState(RUN, 0, null, null, null, List.of()),
            TestLake.QUICK,
            this);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void push(Duration time) {
    now = now.plus(time);
  }

  /** Noon of the day that many days from now, or before it when negative. */
  Instant noon(int days) {
    return now.truncatedTo(ChronoUnit.DAYS).plus(days, ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
  }

  Cut cut() {
    return Cut.newest(catalog.load(LakeTables.LEDGER)).orElseThrow();
  }

  List<DataFile> files(LakeTables kind) {
    return new SnapshotRows(catalog.load(kind), cut().snapshotOf(kind)).files();
  }

  long rows(LakeTables kind) {
    return new SnapshotRows(catalog.load(kind), cut().snapshotOf(kind)).count();
  }

  /** Commits lines of a stream: one event of each of the times, and rejects after them. */
  void commit(String stream, int rejects, Instant... events) {
    long[] micros = Arrays.stream(events).mapToLong(Times::toMicros).toArray();
    long from = offsets.getOrDefault(stream, 0L);
    long to = from + (long) LINE_BYTES * (micros.length + rejects);
    List<WrittenFile> files = new ArrayList<>();
    files.addAll(eventFiles(stream, from, micros));
    files.addAll(rollupFiles(micros));
    files.addAll(rejectFiles(stream, from + (long) LINE_BYTES * micros.length, rejects));
    commit(files, List.of(entry(stream, from, to, micros, rejects)));
    offsets.put(stream, to);
  }

  /** Another source goes on in all streams from now on. */
  void adopt(String by) {
    Cut cut = cut();
    List<LedgerEntry> entries = new ArrayList<>();
    new LedgerReader(catalog.load(LakeTables.LEDGER), cut.ledgerSnapshot())
        .heads()
        .forEach(head -> entries.add(LedgerEntry.adopted(head, by)));
    commit(List.of(), entries);
    source = by;
  }

  private void commit(List<WrittenFile> files, List<LedgerEntry> entries) {
    seq++;
    String commitId = RUN + "-" + seq + "-" + UUID.randomUUID();
    coordinator.commit(new LakeCommittable(seq, commitId, files, entries, null));
  }

  private LedgerEntry entry(String stream, long from, long to, long[] micros, int rejects) {
    return new LedgerEntry(
        source,
        stream,
        from,
        to,
        to,
        micros.length + rejects,
        micros.length,
        rejects,
        0,
        0,
        null,
        0,
        to - from,
        micros.length == 0 ? null : Arrays.stream(micros).min().getAsLong(),
        micros.length == 0 ? null : Arrays.stream(micros).max().getAsLong(),
        "{\"v\":1,\"stream\":\"" + stream + "\"}",
        null);
  }

  private List<WrittenFile> eventFiles(String stream, long from, long[] micros) {
    try (ParquetEventFileWriter writer =
        new ParquetEventFileWriter(
            catalog.load(LakeTables.EVENTS), names(), EventFileOptions.DEFAULT)) {
      EventColumns batch = new EventColumns();
      batch.start(source, stream);
      for (int i = 0; i < micros.length; i++) {
        batch.addRow(micros[i], from + (long) LINE_BYTES * i);
      }
      writer.write(batch);
      return writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<WrittenFile> rollupFiles(long[] micros) {
    Map<Long, Integer> hours = new HashMap<>();
    for (long time : micros) {
      hours.merge(Math.floorDiv(time, 3_600_000_000L), 1, Integer::sum);
    }
    try (var writer = RowFileWriter.ofRollups(catalog.load(LakeTables.REQUESTS_HOURLY), names())) {
      hours.forEach((hour, requests) -> writer.write(delta(hour, requests)));
      return writer.flush();
    }
  }

  private static HourlyDelta delta(long hour, int requests) {
    return new HourlyDelta(
        hour,
        "shop",
        "/cart/{id}",
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

  private List<WrittenFile> rejectFiles(String stream, long from, int rejects) {
    try (var writer = RowFileWriter.ofRejects(catalog.load(LakeTables.REJECTS), names())) {
      for (int i = 0; i < rejects; i++) {
        writer.write(
            new RejectedLine(
                Times.toMicros(now),
                source,
                stream,
                from + (long) LINE_BYTES * i,
                "no_match",
                "x",
                new byte[] {1}));
      }
      return writer.flush();
    }
  }

  private static DataFileNames names() {
    return new DataFileNames(UUID.randomUUID().toString(), 0, 0);
  }

  @Override
  public void close() {
    catalog.close();
    PushedCatalog.set(InstantSource.system());
    PushedCatalog.refuse(false);
  }
}
