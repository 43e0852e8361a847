package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.CarriedKeys;
import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.Tag;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.RewriteManifests;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.util.SnapshotUtil;

/** The commits that an erasure makes to events; each carries the keys of the commit below it. */
final class Replacement {
  private final Table events;

  Replacement(Table events) {
    this.events = events;
  }

  /**
   * Puts files in the place of others, in one commit that also says what the ledger has to say.
   *
   * @param read the snapshot in which the files were found
   * @return false when somebody else was faster: some of the files may be gone
   * @throws CommitStateUnknownException when it is not there and may still come to be
   */
  boolean commit(long read, List<DataFile> old, List<DataFile> written, Erasure erasure) {
    events.refresh();
    OverwriteFiles overwrite = events.newOverwrite();
    old.forEach(overwrite::deleteFile);
    written.forEach(overwrite::addFile);
    // Also makes it fail when one of the files is not there any more.
    overwrite.validateFromSnapshot(read).validateNoConflictingDeletes();
    CarriedKeys.set(Tag.newestSnapshot(events), overwrite);
    overwrite.set(SnapshotKeys.ERASURE, erasure.toJson());
    try {
      overwrite.commit();
      return true;
    } catch (ValidationException | CommitFailedException e) {
      return false;
    } catch (CommitStateUnknownException | UncheckedSQLException e) {
      // Also where it is there already: the catalog's driver has asked twice.
      events.refresh();
      if (landed(erasure).isPresent()) {
        return true;
      }
      throw new CommitStateUnknownException(e);
    }
  }

  /** The erasure's snapshot, while the table rests upon it and it is kept. */
  Optional<Snapshot> landed(Erasure erasure) {
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(events)) {
      if (Erasure.of(snapshot).filter(made -> made.id().equals(erasure.id())).isPresent()) {
        return Optional.of(snapshot);
      }
    }
    return Optional.empty();
  }

  /**
   * Writes manifests anew that still describe deleted files: smallest and largest values are part
   * of the description, and may be what was erased.
   *
   * @return false when others were faster
   */
  boolean forgetDeletedFiles() {
    events.refresh();
    List<ManifestFile> manifests = events.currentSnapshot().dataManifests(events.io());
    if (manifests.stream().noneMatch(ManifestFile::hasDeletedFiles)) {
      return true;
    }
    RewriteManifests rewrite =
        events.rewriteManifests().clusterBy(file -> 0).rewriteIf(ManifestFile::hasDeletedFiles);
    CarriedKeys.set(Tag.newestSnapshot(events), rewrite);
    try {
      rewrite.commit();
      return true;
    } catch (AlreadyLandedException e) {
      return true;
    } catch (ValidationException | CommitFailedException e) {
      return false;
    }
  }
}
