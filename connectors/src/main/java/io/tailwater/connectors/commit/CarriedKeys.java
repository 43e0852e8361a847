package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.SnapshotUpdate;

/**
 * Makes an update of a table one that says nothing new: it carries the keys of the commit below it,
 * so whoever continues the line of commits finds what it left.
 */
public final class CarriedKeys {
  private CarriedKeys() {}

  /** Sets the keys of the commit below, and lets the update through only on top of that one. */
  public static void set(Snapshot below, SnapshotUpdate<?> update) {
    set(below, update, ancestors -> true);
  }

  /**
   * The same.
   *
   * @param also asked, within each swap, whether the update may be made on top of these snapshots
   */
  public static void set(Snapshot below, SnapshotUpdate<?> update, SnapshotAncestryValidator also) {
    below
        .summary()
        .forEach(
            (key, value) -> {
              if (key.startsWith("tailwater.")) {
                update.set(key, value);
              }
            });
    String id = UUID.randomUUID().toString();
    update.set(SnapshotKeys.UPKEEP, id);
    ParentGuard guard =
        new ParentGuard(below.summary().get(SnapshotKeys.COMMIT), SnapshotKeys.UPKEEP, id);
    SnapshotAncestryValidator all = guard;
    if (below.summary().containsKey(SnapshotKeys.CUT)) {
      update.set(SnapshotKeys.COMMITTED_AT, Cut.of(below).committedAt().toString());
      all = new CutGuard(guard, below.snapshotId());
    }
    SnapshotAncestryValidator own = all;
    update.validateWith(ancestors -> own.validate(ancestors) && also.validate(ancestors));
  }
}
