package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.WrittenFile;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes commits: the data tables first, then the ledger, whose snapshot is the commit point.
 * Until that one lands, readers see nothing of it.
 *
 * <p>A commit may be repeated at any time, also by another instance of the same run: each table is
 * first asked whether it already holds it. A coordinator of a run that no longer owns the tables is
 * refused at its first append. Not thread-safe.
 */
public final class LakeCoordinator {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCoordinator.class);

  private final String pipeline;
  private final String runId;
  private final LakeWriterState start;
  private final Map<LakeTables, Table> tables;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Map<LakeTables, TableLine> lines = new EnumMap<>(LakeTables.class);
  private final Map<StreamKey, Long> offsets = new HashMap<>();
  private long seq;

  /**
   * Continues the run's work on tables that {@link LakeStart} has fenced for it.
   *
   * @throws FencedException when the tables no longer belong to the run
   */
  public LakeCoordinator(LakeCatalog lake, String pipeline, String runId) {
    this(lake, pipeline, runId, Backoff.DEFAULT);
  }

  LakeCoordinator(LakeCatalog lake, String pipeline, String runId, Backoff backoff) {
    this(lake, pipeline, new LakeWriterState(runId, 0, null, null, null, List.of()), backoff);
  }

  /**
   * @param start the state in which the run began: until its first commit the ledger need not be
   *     read again
   */
  LakeCoordinator(LakeCatalog lake, String pipeline, LakeWriterState start, Backoff backoff) {
    this(lake, pipeline, start, backoff, InstantSource.system());
  }

  /**
   * @param clock by which a commit's row in the ledger is dated
   */
  LakeCoordinator(
      LakeCatalog lake,
      String pipeline,
      LakeWriterState start,
      Backoff backoff,
      InstantSource clock) {
    this.clock = clock;
    this.start = start;
    this.pipeline = pipeline;
    this.runId = start.runId();
    this.backoff = backoff;
    this.tables = backoff.call("Reading the tables", lake::loadAll);
    backoff.run("Reading the lake", this::read);
  }

  /** Number of the newest commit in the lake. */
  public long seq() {
    return seq;
  }

  /**
   * Executes the commit, unless the lake already holds it.
   *
   * @throws FencedException when another run has taken the tables over
   * @throws CommitRefusedException when it is not the next commit, or a stream does not go on where
   *     the ledger left it
   */
  public void commit(LakeCommittable commit) {
    if (!commit.commitId().startsWith(runId + "-")) {
      throw new CommitRefusedException(
          "Commit "
              + commit.commitId()
              + " is not of run "
              + runId
              + ": start without Flink state; the lake knows where to go on");
    }
    TableLine ledger = lines.get(LakeTables.LEDGER);
    if (holds(ledger, commit)) {
      LOG.info("commit {} is already in the lake as {}", commit.seq(), commit.commitId());
      if (commit.seq() > seq) {
        backoff.run("Reading the lake", this::read);
      }
      return;
    }
    checkNext(commit);
    for (LakeTables table : LakeTables.DATA) {
      List<DataFile> files = filesOf(commit, lines.get(table));
      if (!files.isEmpty()) {
        TableLine.Addition addition = new TableLine.Addition(files, Map.of(), null);
        lines.get(table).append(commit.seq(), commit.commitId(), () -> addition);
      }
    }
    appendLedger(ledger, commit);
    seq = commit.seq();
    commit.entries().forEach(e -> offsets.put(keyOf(e), e.toOffset()));
    LOG.info(
        "committed {} with {} events of {} streams in {} files",
        seq,
        commit.events(),
        commit.entries().size(),
        commit.files().size());
  }

  private boolean holds(TableLine ledger, LakeCommittable commit) {
    return backoff.call(
        "Looking up commit " + commit.seq(), () -> ledger.holds(commit.seq(), commit.commitId()));
  }

  private Tag headOf(LakeTables table) {
    return backoff.call("Reading " + table.tableName(), () -> lines.get(table).head());
  }

  /** Takes up what the tables hold now, which must be this run's. */
  private void read() {
    lines.clear();
    for (Map.Entry<LakeTables, Table> entry : tables.entrySet()) {
      entry.getValue().refresh();
      String newest = Tag.newest(entry.getValue()).commitId();
      if (!newest.startsWith(runId + "-")) {
        throw new FencedException(entry.getKey().tableName(), newest, "one of run " + runId);
      }
      lines.put(
          entry.getKey(),
          new TableLine(entry.getKey(), entry.getValue(), pipeline, newest, backoff));
    }
    Table ledger = tables.get(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    seq = cut.seq();
    offsets.clear();
    if (seq == start.nextSeq() - 1) {
      for (StreamMark mark : start.streams()) {
        offsets.put(new StreamKey(mark.source(), mark.stream()), mark.offset());
      }
    } else {
      for (StreamHead head : new LedgerReader(ledger, cut.ledgerSnapshot()).heads()) {
        offsets.put(new StreamKey(head.source(), head.stream()), head.offset());
      }
    }
  }

  private void checkNext(LakeCommittable commit) {
    headOf(LakeTables.LEDGER);
    if (commit.seq() != seq + 1) {
      throw new CommitRefusedException(
          "Commit "
              + commit.commitId()
              + " cannot follow: the lake's ledger holds commit "
              + seq
              + ", so the next is "
              + (seq + 1)
              + ". Start without Flink state; the lake knows where to go on");
    }
    for (LedgerEntry entry : commit.entries()) {
      Long want = offsets.get(keyBefore(entry));
      if (want != null && want != entry.fromOffset()) {
        throw new CommitRefusedException(
            "Stream "
                + entry.stream()
                + " of source "
                + entry.source()
                + " must go on at offset "
                + want
                + ", where the ledger left it, got "
                + entry.fromOffset());
      }
    }
  }

  /** A stream that is taken over goes on where its other source left it. */
  private static StreamKey keyBefore(LedgerEntry entry) {
    return entry.adoptedFrom() == null
        ? keyOf(entry)
        : new StreamKey(entry.adoptedFrom(), entry.stream());
  }

  private static StreamKey keyOf(LedgerEntry entry) {
    return new StreamKey(entry.source(), entry.stream());
  }

  private static List<DataFile> filesOf(LakeCommittable commit, TableLine line) {
    String name = line.kind().tableName();
    return commit.files().stream()
        .filter(file -> file.table().equals(name))
        .map(file -> DataFileJson.read(file, line.table().specs()))
        .toList();
  }

  private void appendLedger(TableLine ledger, LakeCommittable commit) {
    List<DataFile> files = writeLedger(ledger.table(), commit);
    ledger.append(commit.seq(), commit.commitId(), () -> additionOf(commit, ledger.table(), files));
  }

  /** The commit's rows, and those about erasures and replays that its cut is the first to name. */
  private TableLine.Addition additionOf(
      LakeCommittable commit, Table ledger, List<DataFile> files) {
    Cut last = Cut.newest(ledger).orElseThrow();
    // Rejects first: what replays put into the other tables must not be missing there.
    long rejects = headOf(LakeTables.REJECTS).snapshotId();
    List<Replay> replays = LedgerDebt.REPLAYS.since(tables.get(LakeTables.REJECTS), rejects, last);
    ReplayedFiles replayed = new ReplayedFiles(tables);
    if (!replays.isEmpty()) {
      // Who is fenced brings nothing in.
      LakeTables.DATA.forEach(this::headOf);
      replayed.bring(replays, runId);
    }
    Map<String, Long> snapshots = snapshots(rejects);
    if (replayed.holdOthers(snapshots, last, replays)) {
      throw new CommitFailedException("Rejects were replayed meanwhile");
    }
    Map<String, String> keys = keysOf(commit, snapshots);
    List<Erasure> erasures =
        LedgerDebt.ERASURES.since(
            tables.get(LakeTables.EVENTS), snapshots.get(LakeTables.EVENTS.tableName()), last);
    LedgerRowsOfChanges about = new LedgerRowsOfChanges(erasures, replays, tables);
    List<DataFile> all = new ArrayList<>(files);
    all.addAll(about.files());
    keys.putAll(about.keys());
    return new TableLine.Addition(all, keys, last.ledgerSnapshot());
  }

  private static Map<String, String> keysOf(LakeCommittable commit, Map<String, Long> snapshots) {
    Map<String, String> keys = new HashMap<>();
    keys.put(SnapshotKeys.CUT, Cut.snapshotsToJson(snapshots));
    if (commit.watermarkMicros() != null) {
      keys.put(
          SnapshotKeys.WATERMARK, Times.ofMicros(commit.watermarkMicros()).toInstant().toString());
    }
    return keys;
  }

  /**
   * The snapshots of all data tables, each of which must still be this coordinator's.
   *
   * @param rejects that of rejects, as it was looked at
   */
  private Map<String, Long> snapshots(long rejects) {
    Map<String, Long> snapshots = new HashMap<>();
    snapshots.put(LakeTables.REJECTS.tableName(), rejects);
    for (LakeTables table : LakeTables.DATA) {
      snapshots.computeIfAbsent(table.tableName(), name -> headOf(table).snapshotId());
    }
    return snapshots;
  }

  private List<DataFile> writeLedger(Table ledger, LakeCommittable commit) {
    long committedAt = Times.toMicros(clock.instant());
    // A name of its own for every try: an earlier one may have left a file behind.
    DataFileNames names = new DataFileNames(commit.commitId() + "-" + UUID.randomUUID(), 0, 0);
    try (RowFileWriter<LedgerRow> writer = RowFileWriter.ofLedger(ledger, names)) {
      for (LedgerEntry entry : commit.entries()) {
        writer.write(new LedgerRow(commit.seq(), committedAt, commit.watermarkMicros(), entry));
      }
      return writer.flush().stream()
          .map((WrittenFile file) -> DataFileJson.read(file, ledger.specs()))
          .toList();
    }
  }
}
