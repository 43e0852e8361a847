package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.SnapshotKeys;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/**
 * Lets an append to the ledger through only while no erasure and no replay has been recorded since
 * it was made: it would name a cut from before that. What such a cut holds is about to be deleted,
 * or its rejects are events.
 *
 * @param guard what it must pass besides
 * @param seen the ledger's snapshot from which the append was made
 */
record CutGuard(ParentGuard guard, long seen) implements SnapshotAncestryValidator {

  /**
   * @throws AlreadyLandedException when the snapshot is in the table already
   */
  @Override
  public boolean validate(Iterable<Snapshot> baseSnapshots) {
    return guard.validate(baseSnapshots) && !isChangedSince(baseSnapshots);
  }

  private boolean isChangedSince(Iterable<Snapshot> baseSnapshots) {
    for (Snapshot snapshot : baseSnapshots) {
      if (snapshot.snapshotId() == seen) {
        return false;
      }
      if (snapshot.summary().containsKey(SnapshotKeys.ERASURE)
          || snapshot.summary().containsKey(SnapshotKeys.REPLAY)) {
        return true;
      }
    }
    // What was seen has expired since, which only an erasure does so soon.
    return true;
  }
}
