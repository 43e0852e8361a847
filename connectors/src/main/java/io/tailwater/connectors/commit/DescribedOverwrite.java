package io.tailwater.connectors.commit;

import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Puts files in the place of others, in one commit that also says what the ledger has to say of it
 * and carries the keys of the commit below.
 *
 * @param table the table
 * @param key of the summary under which the change is described
 * @param description of the change, unlike that of any other
 */
public record DescribedOverwrite(Table table, String key, String description) {

  /**
   * @param read the snapshot in which the files were found
   * @return false when somebody else was faster: some of the files may be gone
   * @throws CommitStateUnknownException when it is not there and may still come to be
   */
  public boolean commit(long read, List<DataFile> old, List<DataFile> written) {
    table.refresh();
    OverwriteFiles overwrite = table.newOverwrite();
    old.forEach(overwrite::deleteFile);
    written.forEach(overwrite::addFile);
    // Also makes it fail when one of the files is not there any more.
    overwrite.validateFromSnapshot(read).validateNoConflictingDeletes();
    CarriedKeys.set(Tag.newestSnapshot(table), overwrite);
    overwrite.set(key, description);
    try {
      overwrite.commit();
      return true;
    } catch (ValidationException | CommitFailedException e) {
      return false;
    } catch (CommitStateUnknownException | UncheckedSQLException e) {
      // Also where it is there already: the catalog's driver has asked twice.
      table.refresh();
      if (landed().isPresent()) {
        return true;
      }
      throw new CommitStateUnknownException(e);
    }
  }

  /** The change's snapshot, while the table rests upon it and it is kept. */
  public Optional<Snapshot> landed() {
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      if (description.equals(snapshot.summary().get(key))) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }
}
