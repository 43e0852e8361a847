package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.CarriedKeys;
import io.tailwater.connectors.commit.Tag;
import java.util.function.Supplier;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A commit that adds none to the line of commits: it carries the keys of the commit below it, so
 * whoever continues the line finds what it left. Should another commit land meanwhile, it is that
 * one's turn, and this one is tried again on top of it.
 */
final class CarriedCommit {
  private static final Logger LOG = LoggerFactory.getLogger(CarriedCommit.class);
  private static final int TRIES = 20;

  private CarriedCommit() {}

  /**
   * @param change made anew at each attempt
   * @return false when what is to be changed is not in the table any more, or others were always
   *     faster
   */
  static boolean make(Table table, Supplier<SnapshotUpdate<?>> change) {
    return make(table, change, ancestors -> true);
  }

  /**
   * @param also asked, within each swap, whether the change may be made on top of these snapshots
   */
  static boolean make(
      Table table, Supplier<SnapshotUpdate<?>> change, SnapshotAncestryValidator also) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      table.refresh();
      Snapshot below = Tag.newestSnapshot(table);
      SnapshotUpdate<?> update = change.get();
      CarriedKeys.set(below, update, also);
      try {
        update.commit();
        return true;
      } catch (AlreadyLandedException e) {
        return true;
      } catch (CommitFailedException e) {
        LOG.debug("{}: another commit was faster, attempt {}", table.name(), attempt);
      } catch (ValidationException e) {
        table.refresh();
        if (Tag.newestSnapshot(table).snapshotId() == below.snapshotId()) {
          LOG.info("{}: cannot be changed now: {}", table.name(), e.getMessage());
          return false;
        }
      }
    }
    return false;
  }
}
