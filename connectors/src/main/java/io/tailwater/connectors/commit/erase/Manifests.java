package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.AlreadyLandedException;
import io.tailwater.connectors.commit.CarriedKeys;
import io.tailwater.connectors.commit.Tag;
import java.util.List;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.RewriteManifests;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;

/** Lets the manifests of events forget what is gone from it. */
final class Manifests {
  private final Table events;

  Manifests(Table events) {
    this.events = events;
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
