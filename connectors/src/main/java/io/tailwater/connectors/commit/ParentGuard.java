package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.SnapshotKeys;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/**
 * Lets a snapshot through only while the newest commit of its table is the one that was seen last.
 * Iceberg asks again inside each attempt to swap the metadata, so what landed in between is seen.
 * Compares commit ids, not snapshots: upkeep may rewrite a commit's snapshot, and carries its id.
 *
 * <p>A catalog may report a conflict with the very snapshot that it was given, when the answer to
 * it was lost and its driver asked again. To refuse that one would have Iceberg delete the
 * manifests of a snapshot that is in the table: hence {@link AlreadyLandedException}.
 *
 * @param expectedCommit id of the commit that was seen last
 * @param ownKey key of the summary by which the guarded snapshot is known
 * @param ownId its value there, which no other snapshot was ever given
 */
public record ParentGuard(String expectedCommit, String ownKey, String ownId)
    implements SnapshotAncestryValidator {

  /** Guards a commit. */
  static ParentGuard ofCommit(String expectedCommit, String commitId) {
    return new ParentGuard(expectedCommit, SnapshotKeys.COMMIT, commitId);
  }

  /**
   * @throws AlreadyLandedException when the snapshot is in the table already
   */
  @Override
  public boolean validate(Iterable<Snapshot> baseSnapshots) {
    for (Snapshot snapshot : baseSnapshots) {
      if (ownId.equals(snapshot.summary().get(ownKey))) {
        throw new AlreadyLandedException(ownId, snapshot);
      }
    }
    return Tag.newest(baseSnapshots)
        .map(tag -> tag.commitId().equals(expectedCommit))
        .orElse(false);
  }
}
