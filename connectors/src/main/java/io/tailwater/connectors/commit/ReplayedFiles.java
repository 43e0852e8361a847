package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Brings the files of replays into {@code events} and {@code requests_hourly} before a cut names
 * the rejects that say they have become events. Whoever makes the cut does so; a file is brought
 * once, whoever is faster, since each swap asks whether it is there.
 */
public final class ReplayedFiles {
  private static final List<LakeTables> INTO =
      List.of(LakeTables.EVENTS, LakeTables.REQUESTS_HOURLY);

  private final Map<LakeTables, Table> tables;

  public ReplayedFiles(Map<LakeTables, Table> tables) {
    this.tables = tables;
  }

  /**
   * Brings in what is not there yet, with the keys of the commit below it.
   *
   * @param run the run that the tables belong to, as the newest cut says
   * @throws CommitFailedException when somebody takes the tables over, or always was faster
   */
  public void bring(List<Replay> replays, String run) {
    for (Replay replay : replays) {
      ReplayFiles files = ReplayFiles.read(tables.get(LakeTables.REJECTS), replay);
      for (LakeTables kind : INTO) {
        Table table = tables.get(kind);
        List<DataFile> ofTable = files.of(kind, table);
        if (!ofTable.isEmpty()) {
          bring(table, ofTable, replay.id(), run);
        }
      }
    }
  }

  private static void bring(Table table, List<DataFile> files, String id, String run) {
    table.refresh();
    if (isThere(SnapshotUtil.currentAncestors(table), id)) {
      return;
    }
    Snapshot below = Tag.newestSnapshot(table);
    if (!Tag.runOf(below.summary().get(SnapshotKeys.COMMIT)).equals(run)) {
      throw new CommitFailedException("%s is being taken over", table.name());
    }
    AppendFiles append = table.newAppend();
    files.forEach(append::appendFile);
    CarriedKeys.set(below, append, ancestors -> !isThere(ancestors, id));
    append.set(SnapshotKeys.REPLAY, id);
    try {
      append.commit();
    } catch (AlreadyLandedException e) {
      // The catalog's driver has asked twice.
    } catch (ValidationException e) {
      table.refresh();
      if (!isThere(SnapshotUtil.currentAncestors(table), id)) {
        throw new CommitFailedException(e, "%s moved on", table.name());
      }
    }
  }

  private static boolean isThere(Iterable<Snapshot> ancestors, String id) {
    for (Snapshot snapshot : ancestors) {
      if (id.equals(snapshot.summary().get(SnapshotKeys.REPLAY))) {
        return true;
      }
    }
    return false;
  }

  /**
   * True when a cut of these snapshots would have the files of other replays too than it tells of:
   * those were brought after the rejects were looked at.
   *
   * @param snapshots by table name
   * @param last the newest cut
   */
  public boolean holdOthers(Map<String, Long> snapshots, Cut last, List<Replay> replays) {
    Set<String> told = new HashSet<>();
    replays.forEach(replay -> told.add(replay.id()));
    List<String> held = new ArrayList<>();
    for (LakeTables kind : INTO) {
      Table table = tables.get(kind);
      long named = snapshots.get(kind.tableName());
      for (Snapshot step : SnapshotUtil.ancestorsOf(named, table::snapshot)) {
        if (step.snapshotId() == last.snapshotOf(kind)) {
          break;
        }
        if (step.summary().containsKey(SnapshotKeys.REPLAY)) {
          held.add(step.summary().get(SnapshotKeys.REPLAY));
        }
      }
    }
    return !told.containsAll(held);
  }
}
