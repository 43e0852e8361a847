package io.tailwater.connectors.commit;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/**
 * Lets an append through only while the newest commit of its table is the one that was seen last.
 * Iceberg asks again inside each attempt to swap the metadata, so what landed in between is seen.
 * Compares commit ids, not snapshots: upkeep may rewrite a commit's snapshot, and carries its id.
 *
 * @param expectedCommit id of the commit that was seen last
 */
public record ParentGuard(String expectedCommit) implements SnapshotAncestryValidator {

  @Override
  public boolean validate(Iterable<Snapshot> baseSnapshots) {
    return Tag.newest(baseSnapshots)
        .map(tag -> tag.commitId().equals(expectedCommit))
        .orElse(false);
  }
}
