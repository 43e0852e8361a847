package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SettledFormat;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.TroubleFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a lake over for a new run. The ledger's head is read once; an empty commit on top of it
 * fences off whoever wrote it before. Then each data table is rolled back to the cut, should an
 * unfinished commit have left it ahead, and fenced in the same way, so that a predecessor that
 * still runs is refused at its first append to any table.
 */
public final class LakeStart {
  private static final Logger LOG = LoggerFactory.getLogger(LakeStart.class);

  private final LakeCatalog lake;
  private final String pipeline;
  private final String fence;
  private final String runId;
  private final Backoff backoff;

  private LakeStart(LakeCatalog lake, String pipeline, String runId, Backoff backoff) {
    this.lake = lake;
    this.pipeline = pipeline;
    this.runId = runId;
    this.fence = runId + "-start";
    this.backoff = backoff;
  }

  /**
   * Makes what is missing of the tables and of their columns, takes them over and says where to go
   * on.
   *
   * @param runId unique id of this process run, of letters and digits
   * @throws io.tailwater.connectors.lake.UnknownLayoutException when a newer version made the
   *     tables
   * @throws CommitRefusedException when the lake belongs to another pipeline
   * @throws FencedException when another start took the lake over meanwhile
   */
  public static ResumePoint begin(LakeCatalog lake, String pipeline, String runId) {
    return begin(lake, pipeline, runId, Backoff.DEFAULT);
  }

  static ResumePoint begin(LakeCatalog lake, String pipeline, String runId, Backoff backoff) {
    if (!runId.matches("[A-Za-z0-9]+")) {
      throw new IllegalArgumentException(
          "A run id consists of letters and digits, got '" + runId + "'");
    }
    LakeStart start = new LakeStart(lake, pipeline, runId, backoff);
    backoff.run("Making the tables", () -> lake.createTables(pipeline));
    LakeLayout.check(backoff.call("Reading the tables", lake::loadAll));
    backoff.run("Bringing the tables up to date", () -> lake.upgradeTables());
    ResumePoint point = backoff.call("Taking over the ledger", start::fenceLedger);
    for (LakeTables table : LakeTables.DATA) {
      backoff.run("Taking over " + table.tableName(), () -> start.fenceTable(table));
    }
    start.checkStillOwned();
    TroubleFile.ofCommits(lake.location()).clear();
    LOG.info("run {} goes on after commit {}", runId, point.seq());
    return point;
  }

  /**
   * Gives events the columns that are configured and not there yet.
   *
   * @param wanted types by name
   * @return field ids by name
   * @throws io.tailwater.connectors.lake.UnknownLayoutException when the table cannot get one
   */
  public static Map<String, Integer> addColumns(LakeCatalog lake, Map<String, ColumnType> wanted) {
    return Backoff.DEFAULT.call("Adding columns to events", () -> lake.addColumns(wanted));
  }

  /**
   * Remembers how sources are read that leave it to a look at their lines.
   *
   * @param settled the formats by the sources' ids
   */
  public static void rememberFormats(LakeCatalog lake, Map<String, SettledFormat> settled) {
    Backoff.DEFAULT.run("Remembering formats", () -> lake.rememberFormats(settled));
  }

  /**
   * Commits what is known of streams before they are read: where the reading of those begins that
   * the ledger has never heard of, and what is lost of others.
   *
   * @param point what {@link #begin} returned for this run
   * @param found the streams; of one that the ledger knows, what follows its newest row
   * @return where the run takes up now; {@code point} itself when nothing was found
   */
  public static ResumePoint note(
      LakeCatalog lake, String pipeline, ResumePoint point, List<StreamProgress> found) {
    if (found.isEmpty()) {
      return point;
    }
    Map<StreamKey, StreamHead> heads = new LinkedHashMap<>();
    point.heads().forEach(head -> heads.put(new StreamKey(head.source(), head.stream()), head));
    for (StreamProgress stream : found) {
      StreamKey key = new StreamKey(stream.source(), stream.stream());
      StreamHead before = heads.get(key);
      heads.put(
          key,
          new StreamHead(
              stream.source(),
              stream.stream(),
              stream.toOffset(),
              stream.endOffset(),
              before == null ? null : before.maxTsMicros(),
              stream.evidence()));
    }
    List<LedgerEntry> entries =
        found.stream().map(progress -> LedgerEntry.of(progress, 0)).toList();
    return commit(lake, pipeline, point, "first", entries, List.copyOf(heads.values()));
  }

  /**
   * Commits that a source takes the place of another: it goes on in all of that one's streams where
   * they stand. One commit, so that it is done or not.
   *
   * @param point what {@link #begin} returned for this run
   * @param from id of the source whose place is taken; it is read no more
   * @param to id of the source that goes on
   * @return where the run takes up now; {@code point} itself when {@code from} has no stream
   */
  public static ResumePoint adopt(
      LakeCatalog lake, String pipeline, ResumePoint point, String from, String to) {
    List<StreamHead> heads = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (StreamHead head : point.heads()) {
      if (head.source().equals(from)) {
        entries.add(LedgerEntry.adopted(head, to));
        heads.add(head.of(to));
      } else {
        heads.add(head);
      }
    }
    return entries.isEmpty() ? point : commit(lake, pipeline, point, "adopt", entries, heads);
  }

  private static ResumePoint commit(
      LakeCatalog lake,
      String pipeline,
      ResumePoint point,
      String what,
      List<LedgerEntry> entries,
      List<StreamHead> heads) {
    long seq = point.seq() + 1;
    Long watermark = point.watermark().map(Times::toMicros).orElse(null);
    String commitId = point.runId() + "-" + seq + "-" + what;
    new LakeCoordinator(lake, pipeline, point.runId())
        .commit(new LakeCommittable(seq, commitId, List.of(), entries, watermark));
    Cut cut =
        Backoff.DEFAULT.call(
            "Reading the ledger", () -> Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow());
    return new ResumePoint(cut, seq, point.runId(), heads, point.watermark());
  }

  private ResumePoint fenceLedger() {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut =
        Cut.newest(ledger)
            .orElseThrow(
                () ->
                    new CommitRefusedException(
                        "Table " + ledger.name() + " names no cut: it was not made by this lake"));
    if (!cut.pipeline().equals(pipeline)) {
      throw new CommitRefusedException(
          "The tables belong to pipeline '"
              + cut.pipeline()
              + "', this one is '"
              + pipeline
              + "'. One pipeline owns a set of tables: use its id, or another namespace");
    }
    List<StreamHead> heads = new LedgerReader(ledger, cut.ledgerSnapshot()).heads();
    Map<String, String> keys = new HashMap<>();
    keys.put(SnapshotKeys.CUT, Cut.snapshotsToJson(cut.snapshots()));
    cut.watermark().ifPresent(w -> keys.put(SnapshotKeys.WATERMARK, w.toString()));
    CutGuard guard =
        new CutGuard(ParentGuard.ofCommit(cut.commitId(), fence), cut.ledgerSnapshot());
    append(ledger, cut, guard, keys);
    return new ResumePoint(cut, cut.seq(), runId, heads, cut.watermark());
  }

  private void fenceTable(LakeTables kind) {
    // A later start may own the lake by now, and its fences must not be undone; and upkeep may have
    // said the cut anew.
    Cut cut = checkStillOwned();
    BaseTable table = (BaseTable) lake.load(kind);
    if (Tag.newest(table).commitId().equals(fence)) {
      return;
    }
    Snapshot base = table.snapshot(cut.snapshotOf(kind));
    if (base == null) {
      throw new CommitRefusedException(
          "Table "
              + table.name()
              + " no longer has snapshot "
              + cut.snapshotOf(kind)
              + ", which commit "
              + cut.seq()
              + " of the ledger names");
    }
    if (table.currentSnapshot().snapshotId() != base.snapshotId()) {
      rollBack(table, base.snapshotId());
    }
    ParentGuard follows = ParentGuard.ofCommit(base.summary().get(SnapshotKeys.COMMIT), fence);
    // What carries the keys of that commit, such as the files of a replay, may have landed since.
    append(
        table,
        cut,
        newestFirst -> follows.validate(newestFirst) && isOn(base, newestFirst),
        Map.of());
  }

  private static boolean isOn(Snapshot base, Iterable<Snapshot> newestFirst) {
    return newestFirst.iterator().next().snapshotId() == base.snapshotId();
  }

  /**
   * Swaps the inspected metadata only: what landed meanwhile makes this fail, and be tried again.
   */
  private static void rollBack(BaseTable table, long snapshotId) {
    TableOperations operations = table.operations();
    TableMetadata inspected = operations.current();
    LOG.info(
        "{} is ahead of the ledger: back from snapshot {} to {}",
        table.name(),
        inspected.currentSnapshot().snapshotId(),
        snapshotId);
    operations.commit(
        inspected,
        TableMetadata.buildFrom(inspected)
            .setBranchSnapshot(snapshotId, SnapshotRef.MAIN_BRANCH)
            .build());
  }

  private void append(
      Table table, Cut cut, SnapshotAncestryValidator guard, Map<String, String> keys) {
    var append = table.newFastAppend();
    append.set(SnapshotKeys.PIPELINE, pipeline);
    append.set(SnapshotKeys.SEQ, Long.toString(cut.seq()));
    append.set(SnapshotKeys.COMMIT, fence);
    keys.forEach(append::set);
    append.validateWith(guard);
    try {
      append.commit();
    } catch (AlreadyLandedException e) {
      LOG.info("{} is taken over already", table.name());
    } catch (ValidationException e) {
      throw new CommitFailedException(e, "%s moved on while it was taken over", table.name());
    }
  }

  /** The newest cut, which must be this start's. */
  private Cut checkStillOwned() {
    Cut cut =
        backoff.call(
            "Reading the ledger", () -> Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow());
    if (!cut.commitId().equals(fence)) {
      throw new FencedException(LakeTables.LEDGER.tableName(), cut.commitId(), fence);
    }
    return cut;
  }
}
