package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.Tag;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * Says the newest cut once more, with the snapshots that upkeep has put on top of those it names.
 * Until then readers use the old ones. Adds nothing: an empty append to the ledger with the keys of
 * the commit below it.
 */
final class CutNaming {
  private final LakeCatalog lake;

  CutNaming(LakeCatalog lake) {
    this.lake = lake;
  }

  /**
   * Names what was changed since the newest cut; a commit that lands meanwhile goes first.
   *
   * @return true when something was named
   */
  boolean name() {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    Map<String, Long> snapshots = new HashMap<>(cut.snapshots());
    for (LakeTables kind : LakeTables.DATA) {
      Table table = lake.load(kind);
      Snapshot newest = Tag.newestSnapshot(table);
      if (isOnlyKeptUp(table, newest, cut.snapshotOf(kind))) {
        snapshots.put(kind.tableName(), newest.snapshotId());
      }
    }
    if (snapshots.equals(cut.snapshots())) {
      return false;
    }
    AppendFiles append = ledger.newFastAppend();
    CarriedCommit.carry(Tag.newestSnapshot(ledger), append);
    append.set(SnapshotKeys.CUT, Cut.snapshotsToJson(snapshots));
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

  /** True when nothing but upkeep and empty appends was done since a snapshot. */
  private static boolean isOnlyKeptUp(Table table, Snapshot newest, long since) {
    Snapshot snapshot = newest;
    while (snapshot != null && snapshot.snapshotId() != since) {
      // Retention deletes; what others delete does not carry the lake's keys.
      boolean retention =
          DataOperations.DELETE.equals(snapshot.operation())
              && snapshot.summary().containsKey(SnapshotKeys.COMMIT);
      boolean addsNothing =
          retention
              || DataOperations.REPLACE.equals(snapshot.operation())
              || (DataOperations.APPEND.equals(snapshot.operation())
                  && snapshot.summary().get(SnapshotSummary.ADDED_FILES_PROP) == null);
      snapshot =
          addsNothing && snapshot.parentId() != null ? table.snapshot(snapshot.parentId()) : null;
    }
    return snapshot != null;
  }
}
