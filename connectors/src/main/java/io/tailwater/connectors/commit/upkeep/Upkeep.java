package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.FileInfo;

/**
 * Keeps the tables of a lake in shape, beside whoever commits to it. Any number of these may run;
 * what two of them rewrite at once, one of them rewrites for nothing. Not thread-safe.
 */
public final class Upkeep {
  /** A commit under way, with the longest interval and some that failed, is not older than this. */
  public static final Duration LEAST_ORPHAN_AGE = Duration.ofDays(1);

  private final LakeCatalog lake;
  private final UpkeepTargets targets;

  public Upkeep(LakeCatalog lake, UpkeepTargets targets) {
    this.lake = lake;
    this.targets = targets;
  }

  /**
   * Merges small files of the newest cut, day by day, and names the result. Rows stay what they
   * are, but for two tables: of {@code requests_hourly}, rows of one key become one; in {@code
   * ledger}, a stream's evidence is kept in its newest row only. Where manifests have become many,
   * they are gathered.
   *
   * @param kinds the tables
   * @param dryRun only say what would be merged
   */
  public List<TableUpkeep> merge(Collection<LakeTables> kinds, boolean dryRun) {
    List<TableUpkeep> done = new ArrayList<>();
    for (LakeTables kind : kinds) {
      Table table = lake.load(kind);
      done.add(merge(kind, table, dryRun));
      if (!dryRun) {
        FewManifests.gather(table);
      }
    }
    if (!dryRun) {
      new CutNaming(lake).name();
    }
    return done;
  }

  /**
   * Removes the days that are over and names the result. Of the ledger, the newest row of each
   * stream stays.
   *
   * @param now the time that ages are counted from
   * @param dryRun only say what would go
   * @throws org.apache.iceberg.exceptions.CommitFailedException when others replaced files of some
   *     tables meanwhile; the days of these are still there, those of the other tables are gone
   */
  public List<TableUpkeep> retain(Instant now, boolean dryRun) {
    return new Retention(lake, targets).run(now, dryRun);
  }

  /**
   * Lets go of snapshots that are not to be kept.
   *
   * @param now the time that ages are counted from
   * @param dryRun only say what would go
   */
  public List<TableUpkeep> expire(Instant now, boolean dryRun) {
    List<TableUpkeep> done = new ArrayList<>();
    new SnapshotExpiry(lake, targets)
        .run(now, dryRun)
        .forEach((kind, gone) -> done.add(TableUpkeep.expired(kind.tableName(), gone)));
    return done;
  }

  /**
   * Deletes files below the tables' folders that nothing names.
   *
   * @param before only those last written before this time, at least {@link #LEAST_ORPHAN_AGE} ago
   * @param dryRun only say how many would go
   */
  public List<TableUpkeep> deleteOrphans(Instant before, boolean dryRun) {
    if (before.isAfter(Instant.now().minus(LEAST_ORPHAN_AGE))) {
      throw new IllegalArgumentException(
          "Files younger than "
              + LEAST_ORPHAN_AGE.toHours()
              + " h may be of a commit under way and are not deleted");
    }
    if (!dryRun) {
      // An erasure or a replay that is not named yet has files waiting for that.
      new CutNaming(lake).name();
    }
    List<TableUpkeep> done = new ArrayList<>();
    for (LakeTables kind : LakeTables.values()) {
      OrphanFiles files = new OrphanFiles(lake.load(kind));
      List<FileInfo> orphans = files.find(before);
      if (!dryRun) {
        orphans.forEach(files::delete);
      }
      done.add(TableUpkeep.deleted(kind.tableName(), orphans.size()));
    }
    return done;
  }

  private TableUpkeep merge(LakeTables kind, Table table, boolean dryRun) {
    Cut cut = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
    table.refresh();
    long snapshot = cut.snapshotOf(kind);
    TableUpkeep sum = TableUpkeep.none(kind.tableName());
    List<DataFile> files = new SnapshotRows(table, snapshot).files();
    files.removeIf(file -> file.specId() != table.spec().specId());
    List<List<DataFile>> groups = smallFiles(kind, table).groups(files);
    if (groups.isEmpty()) {
      return sum;
    }
    RowOrder order = new RowOrder(kind, table);
    if (!dryRun) {
      order.introduce();
    }
    MergedFile merging =
        new MergedFile(
            table, order, targets.rowsInMemory(), changeOf(kind, table, snapshot, order, groups));
    for (List<DataFile> group : groups) {
      if (dryRun) {
        sum = sum.and(report(kind, group, null));
      } else {
        DataFile merged = merging.of(group);
        if (Rewrite.commit(table, snapshot, group, merged)) {
          sum = sum.and(report(kind, group, merged));
        }
      }
    }
    return sum;
  }

  /** What was committed far apart stays apart, so that none of it stays because of the other. */
  private SmallFiles smallFiles(LakeTables kind, Table table) {
    if (kind == LakeTables.LEDGER) {
      return new SmallFiles(targets, file -> 0);
    }
    CommitDays committed = CommitDays.of(table);
    int days = targets.daysMerged(kind);
    return new SmallFiles(targets, file -> Math.floorDiv(committed.dayOf(file), days));
  }

  private static TableUpkeep report(LakeTables kind, List<DataFile> group, DataFile merged) {
    return new TableUpkeep(
        kind.tableName(),
        group.size(),
        1,
        group.stream().mapToLong(DataFile::recordCount).sum(),
        merged == null ? 0 : merged.recordCount(),
        group.stream().mapToLong(DataFile::fileSizeInBytes).sum(),
        merged == null ? 0 : merged.fileSizeInBytes(),
        0,
        0,
        0,
        0);
  }

  private static UnaryOperator<Iterator<Record>> changeOf(
      LakeTables kind, Table table, long snapshot, RowOrder order, List<List<DataFile>> groups) {
    return switch (kind) {
      case REQUESTS_HOURLY -> rows -> new SeriesFold(rows, order.comparator());
      case LEDGER -> {
        // Groups are in the order of their days.
        int oldest = groups.get(0).get(0).partition().get(0, Integer.class);
        yield EvidenceTrim.at(table, snapshot, TimeUnit.DAYS.toMicros(oldest));
      }
      case EVENTS, REJECTS -> UnaryOperator.identity();
    };
  }
}
