package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.Rereading;
import io.tailwater.connectors.commit.upkeep.CommitDays;
import io.tailwater.connectors.commit.upkeep.NamedFiles;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Snapshots from before an erasure, which still hold what was erased: of events all but the one
 * that the newest cut names and those on top of it; of the ledger all but the newest cut's.
 */
final class OldSnapshots {
  private final LakeCatalog lake;

  OldSnapshots(LakeCatalog lake) {
    this.lake = lake;
  }

  /**
   * Snapshots that somebody has named are not this program's to let go of.
   *
   * @throws IllegalStateException when there are such
   */
  void refuseNamed() {
    for (LakeTables kind : List.of(LakeTables.EVENTS, LakeTables.LEDGER)) {
      Table table = lake.load(kind);
      for (Map.Entry<String, SnapshotRef> ref : table.refs().entrySet()) {
        if (!ref.getKey().equals(SnapshotRef.MAIN_BRANCH)) {
          throw new IllegalStateException(
              "Table "
                  + table.name()
                  + " has the "
                  + (ref.getValue().isTag() ? "tag" : "branch")
                  + " '"
                  + ref.getKey()
                  + "', which keeps a snapshot and what it holds; remove it first");
        }
      }
    }
  }

  /**
   * What is to go.
   *
   * @throws NotFoundException when some of it is going right now
   */
  Doomed find() {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    Table events = lake.load(LakeTables.EVENTS);
    long named = cut.snapshotOf(LakeTables.EVENTS);
    if (events.snapshot(named) == null) {
      throw new NotFoundException("Table %s no longer has snapshot %d", events.name(), named);
    }
    Set<Long> stay = lineage(events, named);
    List<Snapshot> going = new ArrayList<>();
    List<Snapshot> staying = new ArrayList<>();
    events.snapshots().forEach(s -> (stay.contains(s.snapshotId()) ? staying : going).add(s));
    List<String> files = NamedFiles.of(events, going).without(NamedFiles.of(events, staying));
    return Doomed.of(
        ids(going), others(ledger, lineage(ledger, cut.ledgerSnapshot())), new TreeSet<>(files));
  }

  /** The snapshots that there are, without their files: all will go once there is a newer one. */
  Doomed all() {
    return Doomed.of(
        others(lake.load(LakeTables.EVENTS), Set.of()),
        others(lake.load(LakeTables.LEDGER), Set.of()),
        Set.of());
  }

  /**
   * Lets the snapshots go, the ledger's first: a cut must not be found whose events are gone. From
   * then on no commit lands that was made for one of them.
   *
   * @return false when one has landed before: its cut names what was to go, and all of events stays
   */
  boolean expire(Doomed doomed) {
    expire(lake.load(LakeTables.LEDGER), doomed.ledgerSnapshots(), true);
    Table ledger = lake.load(LakeTables.LEDGER);
    for (Snapshot cut : Cut.newestFirst(ledger, ledger.currentSnapshot().snapshotId())) {
      if (doomed.eventSnapshots().contains(Cut.of(cut).snapshotOf(LakeTables.EVENTS))) {
        return false;
      }
    }
    Table events = lake.load(LakeTables.EVENTS);
    // Retention goes by when the events were committed that stay.
    CommitDays.keep(events, staying(events, doomed.eventSnapshots()));
    expire(events, doomed.eventSnapshots(), false);
    return true;
  }

  /**
   * Deletes the files that no snapshot of events names any more.
   *
   * @return those files
   */
  List<String> delete(Doomed doomed) {
    Table events = lake.load(LakeTables.EVENTS);
    NamedFiles named = Rereading.of(this::named);
    List<String> unnamed = doomed.files().stream().filter(at -> !named.contains(at)).toList();
    unnamed.forEach(events.io()::deleteFile);
    return unnamed;
  }

  private NamedFiles named() {
    Table events = lake.load(LakeTables.EVENTS);
    return NamedFiles.of(events, events.snapshots());
  }

  /** True when a snapshot that would go holds rows that are meant and the newest cut does not. */
  boolean hold(EraseRequest request) {
    Table events = lake.load(LakeTables.EVENTS);
    Cut cut = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
    FoundFiles search = new FoundFiles(events, request);
    Set<String> seen = new HashSet<>();
    search.planned(cut.snapshotOf(LakeTables.EVENTS)).forEach(file -> seen.add(file.location()));
    Set<String> manifests = new HashSet<>();
    for (Snapshot snapshot : events.snapshots()) {
      for (ManifestFile manifest : snapshot.dataManifests(events.io())) {
        if (manifests.add(manifest.path()) && holds(manifest, events, search, seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(
      ManifestFile manifest, Table events, FoundFiles search, Set<String> seen) {
    try (ManifestReader<DataFile> files =
        ManifestFiles.read(manifest, events.io(), events.specs())
            .filterRows(search.whereInTable())) {
      for (DataFile file : files) {
        if (seen.add(file.location()) && search.find(file.copy()).rows() > 0) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }

  /** A snapshot and all that were made on top of it. */
  private static Set<Long> lineage(Table table, long oldest) {
    Set<Long> ids = new HashSet<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      ids.add(snapshot.snapshotId());
      if (snapshot.snapshotId() == oldest) {
        return ids;
      }
    }
    throw new IllegalStateException(
        "Table "
            + table.name()
            + " was rolled back from the snapshot that the newest commit names; try again once the"
            + " job has committed");
  }

  private static Set<Long> others(Table table, Set<Long> stay) {
    Set<Long> ids = new TreeSet<>();
    table.snapshots().forEach(snapshot -> ids.add(snapshot.snapshotId()));
    ids.removeAll(stay);
    return ids;
  }

  private static List<Snapshot> staying(Table table, Set<Long> going) {
    List<Snapshot> staying = new ArrayList<>();
    table.snapshots().forEach(staying::add);
    staying.removeIf(snapshot -> going.contains(snapshot.snapshotId()));
    return staying;
  }

  private static Set<Long> ids(List<Snapshot> snapshots) {
    Set<Long> ids = new TreeSet<>();
    snapshots.forEach(snapshot -> ids.add(snapshot.snapshotId()));
    return ids;
  }

  private static void expire(Table table, Set<Long> snapshots, boolean withFiles) {
    // None by their age as Iceberg would count it, only those named here.
    ExpireSnapshots expiry =
        table.expireSnapshots().expireOlderThan(0).cleanExpiredFiles(withFiles);
    boolean any = false;
    for (long id : snapshots) {
      if (table.snapshot(id) != null) {
        expiry.expireSnapshotId(id);
        any = true;
      }
    }
    if (any) {
      try {
        expiry.commit();
      } catch (IllegalArgumentException e) {
        // So Iceberg says it when it is to remove more snapshots than there are.
        table.refresh();
        if (snapshots.stream().allMatch(id -> table.snapshot(id) != null)) {
          throw e;
        }
        throw new CommitFailedException(e, "Others let go of snapshots of %s", table.name());
      }
    }
  }
}
