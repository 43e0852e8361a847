package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFiles;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;

/**
 * Removes the files of which both the day and the day of the commit are longer ago than data is to
 * be kept. Whole files, so a row may stay as long as the newest of its file; upkeep merges only
 * files that were committed at about the same time.
 */
final class Retention {
  private final LakeCatalog lake;
  private final UpkeepTargets targets;

  Retention(LakeCatalog lake, UpkeepTargets targets) {
    this.lake = lake;
    this.targets = targets;
  }

  /**
   * Removes what is too old from the newest cut, and names the result.
   *
   * @param now the time that ages are counted from
   * @param dryRun only say what would go
   * @throws CommitFailedException when others replaced files of some tables meanwhile, which are
   *     left as they are
   */
  List<TableUpkeep> run(Instant now, boolean dryRun) {
    Cut cut = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
    List<TableUpkeep> done = new ArrayList<>();
    List<String> overtaken = new ArrayList<>();
    for (LakeTables kind : LakeTables.values()) {
      int cutoff = targets.cutoff(kind, now);
      Table table = lake.load(kind);
      List<DataFile> old = filesBefore(kind, table, cut.snapshotOf(kind), cutoff);
      Optional<TableUpkeep> removed =
          kind == LakeTables.LEDGER
              ? new LedgerRetention(table, cut.ledgerSnapshot()).remove(old, cutoff, dryRun)
              : remove(kind, table, old, cutoff, dryRun);
      removed.ifPresentOrElse(done::add, () -> overtaken.add(kind.tableName()));
    }
    if (!dryRun) {
      new CutNaming(lake).name();
    }
    if (!overtaken.isEmpty()) {
      throw new CommitFailedException(
          "Days that are over could not go from %s: others replaced files there meanwhile. Try again",
          String.join(", ", overtaken));
    }
    return done;
  }

  private static Optional<TableUpkeep> remove(
      LakeTables kind, Table table, List<DataFile> old, int cutoff, boolean dryRun) {
    CommitDays committed = CommitDays.of(table);
    old.removeIf(file -> committed.dayOf(file) >= cutoff);
    if (old.isEmpty()) {
      return Optional.of(TableUpkeep.none(kind.tableName()));
    }
    if (!dryRun) {
      RetainedFrom.raise(table, LocalDate.ofEpochDay(cutoff));
      boolean gone =
          CarriedCommit.make(
              table,
              () -> {
                DeleteFiles delete = table.newDelete();
                old.forEach(delete::deleteFile);
                return delete.validateFilesExist();
              });
      if (!gone) {
        return Optional.empty();
      }
    }
    long rows = old.stream().mapToLong(DataFile::recordCount).sum();
    return Optional.of(TableUpkeep.removed(kind.tableName(), old.size(), rows));
  }

  /** The files of days before that one. */
  private static List<DataFile> filesBefore(
      LakeTables kind, Table table, long snapshot, int cutoff) {
    String column = kind.schema().findColumnName(kind.spec().fields().get(0).sourceId());
    long micros = TimeUnit.DAYS.toMicros(cutoff);
    List<DataFile> files =
        new SnapshotRows(table, snapshot, Expressions.lessThan(column, micros)).files();
    files.removeIf(file -> file.specId() != table.spec().specId() || dayOf(file) >= cutoff);
    return files;
  }

  private static int dayOf(DataFile file) {
    return file.partition().get(0, Integer.class);
  }
}
