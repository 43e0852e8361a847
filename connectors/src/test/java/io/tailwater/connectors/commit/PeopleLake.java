package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.erase.Erase;
import io.tailwater.connectors.commit.erase.EraseRequest;
import io.tailwater.connectors.commit.erase.Receipt;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * Commits of events that five people made in turn, over three hours of two days, and what becomes
 * of them.
 */
final class PeopleLake {
  /** Events of a commit; a fifth of them is of each person. */
  static final int EVENTS = 20;

  private static final long BYTES = 512;

  static final String PERSON = "203.0.113.0";
  static final String OF_PERSON = "client_ip = '" + PERSON + "'";

  private static final AuditScope DEEP = new AuditScope(Optional.empty(), Optional.empty(), true);

  private final TestLake lake;

  PeopleLake(TestLake lake) {
    this.lake = lake;
  }

  /** The events of a commit; each takes ten bytes of the stream. */
  LakeCommittable commit(String runId, long seq, String stream, long firstEvent) {
    List<WrittenFile> files = new ArrayList<>();
    Map<Long, Integer> hours = new TreeMap<>();
    Map<Long, Integer> latencies = new TreeMap<>();
    EventColumns batch = new EventColumns();
    batch.start("web", stream);
    for (long event = firstEvent; event < firstEvent + EVENTS; event++) {
      long hour = TestLake.HOUR + event % 3 * 10;
      hours.merge(hour, 1, Integer::sum);
      latencies.merge(hour, (int) (event % 2), Integer::sum);
      int row = batch.addRow(TimeUnit.HOURS.toMicros(hour) + event, 10 * event);
      set(batch, row, "203.0.113." + event % 5, "user" + event % 5);
      setMore(batch, row, event);
      if (event % 2 == 1) {
        batch.latencyMs.set(row, 0);
      }
    }
    DataFileNames names = new DataFileNames(UUID.randomUUID().toString(), 0, 0);
    Table events = lake.catalog.load(LakeTables.EVENTS);
    try (var writer = new ParquetEventFileWriter(events, names, EventFileOptions.DEFAULT)) {
      writer.write(batch);
      files.addAll(writer.flush());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Table rollups = lake.catalog.load(LakeTables.REQUESTS_HOURLY);
    try (var writer = RowFileWriter.ofRollups(rollups, names)) {
      hours.forEach((hour, requests) -> writer.write(delta(hour, requests, latencies.get(hour))));
      files.addAll(writer.flush());
    }
    return new LakeCommittable(
        seq, runId + "-" + seq + "-x", files, List.of(entry(stream, firstEvent, hours)), null);
  }

  /** Commits one after the other, of one stream. */
  void commit(LakeCoordinator coordinator, String runId, int firstSeq, int count) {
    for (int seq = firstSeq; seq < firstSeq + count; seq++) {
      coordinator.commit(commit(runId, seq, "a", (long) EVENTS * (seq - 1)));
    }
  }

  EraseRequest request(String where, String... sets) {
    Table events = lake.catalog.load(LakeTables.EVENTS);
    return EraseRequest.parse(
        LakeColumns.named(LakeTables.EVENTS, events.schema()), where, List.of(sets));
  }

  Receipt erase(String where, String... sets) {
    return new Erase(lake.catalog, Duration.ofSeconds(20)).run(request(where, sets));
  }

  /** All columns of the events of the newest cut, by stream and offset. */
  Map<String, String> events() {
    Table table = lake.catalog.load(LakeTables.EVENTS);
    String[] columns =
        table.schema().columns().stream().map(column -> column.name()).toArray(String[]::new);
    Map<String, String> rows = new TreeMap<>();
    new SnapshotRows(table, lake.cut().snapshotOf(LakeTables.EVENTS))
        .forEach(
            (Record row) ->
                rows.merge(
                    row.getField("stream") + "@" + row.getField("offset"),
                    Stream.of(columns)
                        .map(column -> text(row.getField(column)))
                        .collect(Collectors.joining(", ")),
                    (a, b) -> a + " and " + b),
            columns);
    return rows;
  }

  private static String text(Object value) {
    return value instanceof ByteBuffer bytes
        ? StandardCharsets.UTF_8.decode(bytes.duplicate()).toString()
        : String.valueOf(value);
  }

  /** What both audits find. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>(Audit.at(lake.catalog, lake.cut()).findings());
    findings.addAll(Audit.at(lake.catalog, lake.cut(), DEEP).findings());
    return findings;
  }

  /** Events that the ledger says are gone. */
  long erased() {
    return Audit.at(lake.catalog, lake.cut()).erased();
  }

  private static void set(EventColumns batch, int row, String ip, String user) {
    byte[] bytes = ip.getBytes(StandardCharsets.UTF_8);
    batch.clientIp.set(row, bytes, 0, bytes.length);
    byte[] name = user.getBytes(StandardCharsets.UTF_8);
    batch.userName.set(row, name, 0, name.length);
    batch.status.set(row, 200);
    batch.bytes.set(row, BYTES);
  }

  /** A map, and bytes that are no text to the table. */
  private static void setMore(EventColumns batch, int row, long event) {
    byte[] raw = ("line " + event).getBytes(StandardCharsets.UTF_8);
    batch.raw.set(row, raw, 0, raw.length);
    int key = batch.attributes.keys().idOf("line");
    batch.attributes.add(row, key, raw, 0, raw.length);
  }

  private static HourlyDelta delta(long hour, int requests, int latencies) {
    return new HourlyDelta(
        hour,
        null,
        "/",
        "GET",
        200,
        null,
        "human",
        requests,
        BYTES * requests,
        latencies,
        0,
        null,
        null,
        latencies,
        new int[0],
        new long[0]);
  }

  private static LedgerEntry entry(String stream, long firstEvent, Map<Long, Integer> hours) {
    long from = 10 * firstEvent;
    long to = from + 10L * EVENTS;
    long first = ((TreeMap<Long, Integer>) hours).firstKey();
    long last = ((TreeMap<Long, Integer>) hours).lastKey();
    return new LedgerEntry(
        "web",
        stream,
        from,
        to,
        to,
        EVENTS,
        EVENTS,
        0,
        0,
        0,
        null,
        0,
        10L * EVENTS,
        TimeUnit.HOURS.toMicros(first) + 1,
        TimeUnit.HOURS.toMicros(last) + 1,
        "{}",
        null);
  }
}
