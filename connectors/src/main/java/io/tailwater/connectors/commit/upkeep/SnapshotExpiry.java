package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.Tag;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Lets go of snapshots, and of the files that only they hold. Kept are those of each cut that was
 * the newest at some moment within the time for which all are kept, of the newest cut of each hour
 * within the time for which hours are kept, and whatever is younger than the former.
 */
final class SnapshotExpiry {
  private final LakeCatalog lake;
  private final UpkeepTargets targets;

  SnapshotExpiry(LakeCatalog lake, UpkeepTargets targets) {
    this.lake = lake;
    this.targets = targets;
  }

  /**
   * Expires what is not to be kept.
   *
   * @param now the time that ages are counted from
   * @param dryRun only say what would go
   * @return snapshots of each table that went, or would go
   */
  Map<LakeTables, Integer> run(Instant now, boolean dryRun) {
    Table ledger = lake.load(LakeTables.LEDGER);
    List<Cut> kept = kept(ledger, now);
    Map<LakeTables, Integer> gone = new EnumMap<>(LakeTables.class);
    // The ledger first: a cut must not be found whose snapshots are gone.
    gone.put(LakeTables.LEDGER, expire(ledger, kept, LakeTables.LEDGER, now, dryRun));
    for (LakeTables kind : LakeTables.DATA) {
      gone.put(kind, expire(lake.load(kind), kept, kind, now, dryRun));
    }
    return gone;
  }

  private List<Cut> kept(Table ledger, Instant now) {
    Instant all = now.minus(targets.snapshotsAll());
    Instant hourly = now.minus(targets.snapshotsHourly());
    List<Cut> kept = new ArrayList<>();
    Set<Instant> hours = new HashSet<>();
    // That of the newest cut never ends.
    Instant supersededAt = Instant.MAX;
    for (Snapshot snapshot : Cut.newestFirst(ledger, ledger.currentSnapshot().snapshotId())) {
      Instant at = Instant.ofEpochMilli(snapshot.timestampMillis());
      boolean lastOfHour = !at.isBefore(hourly) && hours.add(at.truncatedTo(ChronoUnit.HOURS));
      if (!supersededAt.isBefore(all) || lastOfHour) {
        kept.add(Cut.of(snapshot));
      }
      supersededAt = at;
    }
    return kept;
  }

  /** What was put on top of the newest cut's: the ledger has yet to tell of it. */
  private static Set<Long> notYetNamed(Table table, long snapshotOfCut) {
    Set<Long> ids = new HashSet<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (snapshot.snapshotId() == snapshotOfCut) {
        break;
      }
      ids.add(snapshot.snapshotId());
    }
    return ids;
  }

  private int expire(Table table, List<Cut> kept, LakeTables kind, Instant now, boolean dryRun) {
    Set<Long> named = new HashSet<>();
    kept.forEach(cut -> named.add(cut.snapshotOf(kind)));
    named.add(table.currentSnapshot().snapshotId());
    // Whoever goes on with the table goes by this one.
    named.add(Tag.newestSnapshot(table).snapshotId());
    named.addAll(notYetNamed(table, kept.get(0).snapshotOf(kind)));
    long young = now.minus(targets.snapshotsAll()).toEpochMilli();
    for (Snapshot snapshot : table.snapshots()) {
      // It was the newest within that time, so a commit under way may be about to name it.
      if (snapshot.timestampMillis() >= young && snapshot.parentId() != null) {
        named.add(snapshot.parentId());
      }
    }
    List<Long> going = new ArrayList<>();
    List<Snapshot> staying = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      if (snapshot.timestampMillis() < young && !named.contains(snapshot.snapshotId())) {
        going.add(snapshot.snapshotId());
      } else {
        staying.add(snapshot);
      }
    }
    if (!going.isEmpty() && !dryRun) {
      if (kind != LakeTables.LEDGER) {
        CommitDays.keep(table, staying, targets.cutoff(kind, now));
      }
      // None by their age as Iceberg would count it, only those named here.
      ExpireSnapshots expiry = table.expireSnapshots().expireOlderThan(0);
      going.forEach(expiry::expireSnapshotId);
      expiry.commit();
    }
    return going.size();
  }
}
