package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.CarriedKeys;
import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.LedgerDebt;
import io.tailwater.connectors.commit.LedgerRowsOfChanges;
import io.tailwater.connectors.commit.Replay;
import io.tailwater.connectors.commit.ReplayedFiles;
import io.tailwater.connectors.commit.Tag;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Says the newest cut once more, with the snapshots that upkeep, erasures and replays have put on
 * top of those it names. Until then readers use the old ones. Adds no row but those about erasures
 * and replays: an append to the ledger with the keys of the commit below it.
 */
public final class CutNaming {
  private final LakeCatalog lake;

  public CutNaming(LakeCatalog lake) {
    this.lake = lake;
  }

  /**
   * Names what was changed since the newest cut; a commit that lands meanwhile goes first.
   *
   * @return true when something was named
   */
  public boolean name() {
    Map<LakeTables, Table> tables = new EnumMap<>(LakeTables.class);
    Table ledger = lake.load(LakeTables.LEDGER);
    tables.put(LakeTables.LEDGER, ledger);
    Cut cut = Cut.newest(ledger).orElseThrow();
    for (LakeTables kind : LakeTables.DATA) {
      Table table = lake.load(kind);
      if (table.snapshot(cut.snapshotOf(kind)) == null) {
        // An erasure let go of it meanwhile, after naming a newer one.
        return false;
      }
      tables.put(kind, table);
    }
    Map<String, Long> snapshots = snapshots(tables, cut);
    long rejects = snapshots.get(LakeTables.REJECTS.tableName());
    List<Replay> replays = LedgerDebt.REPLAYS.since(tables.get(LakeTables.REJECTS), rejects, cut);
    ReplayedFiles replayed = new ReplayedFiles(tables);
    if (!replays.isEmpty()) {
      // Rejects, and the events that they have become, are named together or not at all.
      if (tables.keySet().stream().anyMatch(kind -> !isAtRest(tables.get(kind), kind, cut))) {
        return false;
      }
      replayed.bring(replays, Tag.runOf(cut.commitId()));
      snapshots = snapshots(tables, cut);
      snapshots.put(LakeTables.REJECTS.tableName(), rejects);
    }
    List<Erasure> erasures =
        LedgerDebt.ERASURES.missing(
            tables.get(LakeTables.EVENTS),
            snapshots.get(LakeTables.EVENTS.tableName()),
            ledger,
            cut);
    LedgerRowsOfChanges about = new LedgerRowsOfChanges(erasures, replays, tables);
    if ((snapshots.equals(cut.snapshots()) && about.isEmpty())
        || isBeingTakenOver(tables.get(LakeTables.EVENTS), cut)
        || replayed.holdOthers(snapshots, cut, replays)) {
      return false;
    }
    return append(ledger, cut, snapshots, about);
  }

  /** Those that may stand for the cut's. */
  private static Map<String, Long> snapshots(Map<LakeTables, Table> tables, Cut cut) {
    Map<String, Long> snapshots = new HashMap<>(cut.snapshots());
    for (LakeTables kind : LakeTables.DATA) {
      if (isNameable(tables.get(kind), cut, kind)) {
        snapshots.put(kind.tableName(), Tag.newestSnapshot(tables.get(kind)).snapshotId());
      }
    }
    return snapshots;
  }

  private static boolean append(
      Table ledger, Cut cut, Map<String, Long> snapshots, LedgerRowsOfChanges about) {
    AppendFiles append = about.isEmpty() ? ledger.newFastAppend() : ledger.newAppend();
    about.files().forEach(append::appendFile);
    CarriedKeys.set(ledger.snapshot(cut.ledgerSnapshot()), append);
    append.set(SnapshotKeys.CUT, Cut.snapshotsToJson(snapshots));
    about.keys().forEach(append::set);
    try {
      append.commit();
      return true;
    } catch (AlreadyLandedException e) {
      return true;
    } catch (ValidationException | CommitFailedException e) {
      // The next commit names the newest snapshots itself.
      return false;
    }
  }

  /** True when the newest snapshot may stand for an older one until the next commit. */
  public static boolean isNameable(Table table, Cut cut, LakeTables kind) {
    return isOnlyKeptUp(table, Tag.newestSnapshot(table), cut.snapshotOf(kind));
  }

  private static boolean isAtRest(Table table, LakeTables kind, Cut cut) {
    return kind == LakeTables.LEDGER
        || (isNameable(table, cut, kind) && !isBeingTakenOver(table, cut));
  }

  /**
   * True while a start has fenced the ledger and not yet this table: it may still roll back what
   * would be named here.
   */
  private static boolean isBeingTakenOver(Table table, Cut cut) {
    String newest = Tag.newestSnapshot(table).summary().get(SnapshotKeys.COMMIT);
    return !Tag.runOf(newest).equals(Tag.runOf(cut.commitId()));
  }

  /** True when only upkeep, erasures, replays and empty appends were made since a snapshot. */
  private static boolean isOnlyKeptUp(Table table, Snapshot newest, long since) {
    Snapshot snapshot = newest;
    while (snapshot != null && snapshot.snapshotId() != since) {
      // Retention deletes; what others delete does not carry the lake's keys.
      boolean retention =
          DataOperations.DELETE.equals(snapshot.operation())
              && snapshot.summary().containsKey(SnapshotKeys.COMMIT);
      boolean addsNothing =
          retention
              || snapshot.summary().containsKey(SnapshotKeys.ERASURE)
              || snapshot.summary().containsKey(SnapshotKeys.REPLAY)
              || DataOperations.REPLACE.equals(snapshot.operation())
              || (DataOperations.APPEND.equals(snapshot.operation())
                  && snapshot.summary().get(SnapshotSummary.ADDED_FILES_PROP) == null);
      snapshot =
          addsNothing && snapshot.parentId() != null ? table.snapshot(snapshot.parentId()) : null;
    }
    return snapshot != null;
  }
}
