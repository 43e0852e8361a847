package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.ParentGuard;
import io.tailwater.connectors.commit.Tag;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.RewriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one file in the place of several, as a commit that says nothing new: it carries the keys of
 * the commit below it, so whoever continues the line of commits finds what it left. Should another
 * commit land meanwhile, it is that one's turn, and this one is tried again on top of it.
 */
final class Rewrite {
  private static final Logger LOG = LoggerFactory.getLogger(Rewrite.class);
  private static final int TRIES = 20;

  private Rewrite() {}

  /**
   * @param read the snapshot in which the files were found
   * @return false when some of the files are not in the table any more, or others were always
   *     faster; the new file is deleted then
   */
  static boolean commit(Table table, long read, List<DataFile> old, DataFile merged) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      table.refresh();
      Snapshot below = Tag.newestSnapshot(table);
      RewriteFiles rewrite = table.newRewrite();
      old.forEach(rewrite::deleteFile);
      rewrite.addFile(merged);
      // Without it all of the table's history is looked through, which ends where snapshots
      // expired.
      rewrite.validateFromSnapshot(read);
      carry(below, rewrite);
      try {
        rewrite.commit();
        return true;
      } catch (AlreadyLandedException e) {
        return true;
      } catch (CommitFailedException e) {
        LOG.debug("{}: another commit was faster, attempt {}", table.name(), attempt);
      } catch (ValidationException e) {
        table.refresh();
        if (Tag.newestSnapshot(table).snapshotId() == below.snapshotId()) {
          LOG.info("{}: cannot be merged now: {}", table.name(), e.getMessage());
          break;
        }
      }
    }
    table.io().deleteFile(merged.location());
    return false;
  }

  /** Sets the keys of the commit below, and lets the update through only on top of that one. */
  static void carry(Snapshot below, SnapshotUpdate<?> update) {
    below
        .summary()
        .forEach(
            (key, value) -> {
              if (key.startsWith("tailwater.")) {
                update.set(key, value);
              }
            });
    if (below.summary().containsKey(SnapshotKeys.CUT)) {
      update.set(SnapshotKeys.COMMITTED_AT, Cut.of(below).committedAt().toString());
    }
    String id = UUID.randomUUID().toString();
    update.set(SnapshotKeys.UPKEEP, id);
    update.validateWith(
        new ParentGuard(below.summary().get(SnapshotKeys.COMMIT), SnapshotKeys.UPKEEP, id));
  }
}
