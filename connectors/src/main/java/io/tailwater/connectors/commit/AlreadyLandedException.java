package io.tailwater.connectors.commit;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * What was about to be committed is in the table already. Of a kind after which Iceberg deletes
 * nothing.
 */
public final class AlreadyLandedException extends CommitStateUnknownException {
  private static final long serialVersionUID = 1;

  AlreadyLandedException(String id, Snapshot snapshot) {
    super(new IllegalStateException(id + " has landed as snapshot " + snapshot.snapshotId()));
  }
}
