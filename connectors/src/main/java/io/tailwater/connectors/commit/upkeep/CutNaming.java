package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.CarriedKeys;
import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.ErasureRecords;
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
 * Says the newest cut once more, with the snapshots that upkeep and erasures have put on top of
 * those it names. Until then readers use the old ones. Adds no row but those about erasures: an
 * append to the ledger with the keys of the commit below it.
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
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    Map<String, Long> snapshots = new HashMap<>(cut.snapshots());
    Map<LakeTables, Table> tables = new EnumMap<>(LakeTables.class);
    for (LakeTables kind : LakeTables.DATA) {
      Table table = lake.load(kind);
      if (table.snapshot(cut.snapshotOf(kind)) == null) {
        // An erasure let go of it meanwhile, after naming a newer one.
        return false;
      }
      tables.put(kind, table);
      Snapshot newest = Tag.newestSnapshot(table);
      if (isOnlyKeptUp(table, newest, cut.snapshotOf(kind))) {
        snapshots.put(kind.tableName(), newest.snapshotId());
      }
    }
    List<Erasure> erasures = erasures(tables.get(LakeTables.EVENTS), snapshots, ledger, cut);
    if ((snapshots.equals(cut.snapshots()) && erasures.isEmpty())
        || isBeingTakenOver(tables.get(LakeTables.EVENTS), cut)) {
      return false;
    }
    AppendFiles append = erasures.isEmpty() ? ledger.newFastAppend() : ledger.newAppend();
    erasures.forEach(erasure -> erasure.filesOf(ledger).forEach(append::appendFile));
    CarriedKeys.set(ledger.snapshot(cut.ledgerSnapshot()), append);
    append.set(SnapshotKeys.CUT, Cut.snapshotsToJson(snapshots));
    Erasure.idsOf(erasures).ifPresent(ids -> append.set(SnapshotKeys.ERASURE, ids));
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

  private static List<Erasure> erasures(
      Table events, Map<String, Long> snapshots, Table ledger, Cut cut) {
    long named = snapshots.get(LakeTables.EVENTS.tableName());
    return ErasureRecords.missing(events, named, ledger, cut);
  }

  /**
   * True while a start has fenced the ledger and not yet this table: it may still roll back what
   * would be named here.
   */
  private static boolean isBeingTakenOver(Table table, Cut cut) {
    String newest = Tag.newestSnapshot(table).summary().get(SnapshotKeys.COMMIT);
    return !Tag.runOf(newest).equals(Tag.runOf(cut.commitId()));
  }

  /** True when only upkeep, erasures and empty appends were made since a snapshot. */
  private static boolean isOnlyKeptUp(Table table, Snapshot newest, long since) {
    Snapshot snapshot = newest;
    while (snapshot != null && snapshot.snapshotId() != since) {
      // Retention deletes; what others delete does not carry the lake's keys.
      boolean retention =
          DataOperations.DELETE.equals(snapshot.operation())
              && snapshot.summary().containsKey(SnapshotKeys.COMMIT);
      boolean addsNothing =
          retention
              || Erasure.of(snapshot).isPresent()
              || DataOperations.REPLACE.equals(snapshot.operation())
              || (DataOperations.APPEND.equals(snapshot.operation())
                  && snapshot.summary().get(SnapshotSummary.ADDED_FILES_PROP) == null);
      snapshot =
          addsNothing && snapshot.parentId() != null ? table.snapshot(snapshot.parentId()) : null;
    }
    return snapshot != null;
  }
}
