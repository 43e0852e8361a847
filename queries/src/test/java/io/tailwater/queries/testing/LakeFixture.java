package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * A lake written without the pipeline: DuckDB writes the files with Iceberg's field ids, and
 * commits are made as the pipeline's are, data tables first and the ledger last.
 */
public final class LakeFixture implements AutoCloseable {
  private static final String STREAM = "/var/log/access.log#1";

  private final LakeLocation location;
  private final LakeCatalog lake;
  private final LakeFiles files;
  private long seq;
  private long position;
  private Instant newest;

  /** A new lake with nothing but its tables. */
  public LakeFixture(Path warehouse) throws SQLException {
    location = LakeLocation.embedded(warehouse);
    lake = LakeCatalog.open(location);
    lake.createTables("test");
    files = new LakeFiles(warehouse.resolve("fixture-files"));
  }

  public LakeLocation location() {
    return location;
  }

  public LakeCatalog lake() {
    return lake;
  }

  /** Writes files of a table by hand. */
  public LakeFiles files() {
    return files;
  }

  /** The newest commit's number. */
  public long seq() {
    return seq;
  }

  /** Commits events, their rollups and their ledger row as one sequence. */
  public Cut commit(List<Event> events) throws SQLException {
    seq++;
    String id = UUID.randomUUID().toString();
    Map<String, Long> cut =
        new HashMap<>(Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow().snapshots());
    append(LakeTables.EVENTS, files.events(events, position), id, cut);
    append(LakeTables.REQUESTS_HOURLY, files.deltas(deltasOf(events)), id, cut);
    Instant least = events.stream().map(Event::ts).min(Comparator.naturalOrder()).orElse(null);
    Instant most = events.stream().map(Event::ts).max(Comparator.naturalOrder()).orElse(null);
    if (most != null && (newest == null || most.isAfter(newest))) {
      newest = most;
    }
    LedgerLine line =
        LedgerLine.of(STREAM, position, position + events.size(), position + events.size() + 7)
            .ofCommit(seq, Instant.parse("2026-01-01T00:00:00Z"))
            .withEvents(events.size(), least, most);
    position += events.size();
    return nameCut(files.ledger(List.of(line)), id, cut);
  }

  /**
   * Commits events that a query of DuckDB gives, with a row of the ledger but without rollups, as
   * one sequence.
   */
  public Cut commitEvents(String select) throws SQLException {
    seq++;
    String id = UUID.randomUUID().toString();
    Map<String, Long> cut = newestSnapshots();
    append(LakeTables.EVENTS, files.events(select), id, cut);
    String row =
        "SELECT %d AS seq, TIMESTAMPTZ '2026-01-01' AS committed_at, 'web' AS source, '%s' AS"
            + " stream, 0 AS from_offset, 0 AS to_offset, 0 AS end_offset, count(*) AS lines,"
            + " count(*) AS events, 0 AS rejects, 0 AS filtered, 0 AS lost, 0 AS late, 0 AS bytes,"
            + " min(ts) AS min_ts, max(ts) AS max_ts FROM (%s)";
    return nameCut(files.ledger(row.formatted(seq, STREAM, select)), id, cut);
  }

  /** Commits rejected lines and a ledger row that counts them, as one sequence. */
  public Cut commitRejects(Instant committedAt, List<RejectedLine> lines) throws SQLException {
    return commitRejects(committedAt, lines, null);
  }

  /** The same of rejects that a replay has made events of; the ledger is not told of that. */
  public Cut commitRejects(Instant committedAt, List<RejectedLine> lines, Instant replayedAt)
      throws SQLException {
    seq++;
    String id = UUID.randomUUID().toString();
    Map<String, Long> cut = newestSnapshots();
    append(LakeTables.REJECTS, files.rejects(lines, replayedAt), id, cut);
    String row =
        "SELECT %d AS seq, TIMESTAMPTZ '%s' AS committed_at, 'web' AS source, '%s' AS stream,"
            + " 0 AS from_offset, 0 AS to_offset, 0 AS end_offset, %d AS lines, 0 AS events,"
            + " %4$d AS rejects, 0 AS filtered, 0 AS lost, 0 AS late, 0 AS bytes";
    return nameCut(files.ledger(row.formatted(seq, committedAt, STREAM, lines.size())), id, cut);
  }

  /** Commits ledger rows alone, as one sequence. */
  public Cut commitLedger(Instant committedAt, LedgerLine... lines) throws SQLException {
    seq++;
    List<LedgerLine> stamped =
        Arrays.stream(lines).map(line -> line.ofCommit(seq, committedAt)).toList();
    return nameCut(files.ledger(stamped), UUID.randomUUID().toString(), newestSnapshots());
  }

  /** Commits ledger rows alone that a query of DuckDB gives, as one sequence. */
  public Cut commitLedger(String select) throws SQLException {
    seq++;
    return nameCut(files.ledger(select), UUID.randomUUID().toString(), newestSnapshots());
  }

  /** Appends to the data tables as a crashed commit would: the ledger never hears of it. */
  public void appendWithoutLedger(List<Event> events) throws SQLException {
    Map<String, Long> ignored = new HashMap<>();
    append(LakeTables.EVENTS, files.events(events, position), "crashed", ignored);
    append(LakeTables.REQUESTS_HOURLY, files.deltas(deltasOf(events)), "crashed", ignored);
  }

  /** A ledger commit that names what the data tables hold now, as after upkeep. */
  public Cut commitNewestSnapshots() {
    seq++;
    return nameCut(List.of(), UUID.randomUUID().toString(), newestSnapshots());
  }

  @Override
  public void close() throws SQLException {
    files.close();
    lake.close();
  }

  /** The rollup rows that the pipeline would make of events. */
  public static List<HourlyDelta> deltasOf(List<Event> events) {
    return Deltas.of(events);
  }

  private Map<String, Long> newestSnapshots() {
    Map<String, Long> cut = new HashMap<>();
    for (LakeTables table : LakeTables.DATA) {
      cut.put(table.tableName(), lake.load(table).currentSnapshot().snapshotId());
    }
    return cut;
  }

  private Cut nameCut(List<DataFile> ledgerFiles, String id, Map<String, Long> cut) {
    Table ledger = lake.load(LakeTables.LEDGER);
    AppendFiles append = marked(ledger.newFastAppend(), id);
    ledgerFiles.forEach(append::appendFile);
    append.set(SnapshotKeys.CUT, Cut.snapshotsToJson(cut));
    Optional.ofNullable(newest)
        .ifPresent(time -> append.set(SnapshotKeys.WATERMARK, time.minusSeconds(60).toString()));
    append.commit();
    return Cut.newest(ledger).orElseThrow();
  }

  private void append(LakeTables name, List<DataFile> added, String id, Map<String, Long> cut) {
    if (!added.isEmpty()) {
      Table table = lake.load(name);
      AppendFiles append = marked(table.newFastAppend(), id);
      added.forEach(append::appendFile);
      append.commit();
      cut.put(name.tableName(), table.currentSnapshot().snapshotId());
    }
  }

  private AppendFiles marked(AppendFiles append, String id) {
    return append
        .set(SnapshotKeys.PIPELINE, "test")
        .set(SnapshotKeys.SEQ, Long.toString(seq))
        .set(SnapshotKeys.COMMIT, id);
  }
}
