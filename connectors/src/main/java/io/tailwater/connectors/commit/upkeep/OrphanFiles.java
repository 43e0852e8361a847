package io.tailwater.connectors.commit.upkeep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files below a table's folder that nothing in the table names: what a process left behind that
 * died before its commit, or whose commit was rolled back. The folder is listed first and the table
 * read again afterwards, so whatever was committed meanwhile counts as named; and a file that is
 * young may be of a commit still under way.
 */
final class OrphanFiles {
  private final Table table;

  OrphanFiles(Table table) {
    this.table = table;
  }

  /**
   * The orphans, smallest location first.
   *
   * @param before only files that were last written before this time
   * @throws IllegalStateException when the table's files cannot be listed
   */
  List<FileInfo> find(Instant before) {
    if (!(table.io() instanceof SupportsPrefixOperations files)) {
      throw new IllegalStateException(
          "The files of "
              + table.name()
              + " cannot be listed: "
              + table.io().getClass().getName()
              + " has no way to");
    }
    List<FileInfo> old = new ArrayList<>();
    // An object store lists by the letters of a name: events_daily begins like events.
    for (FileInfo file : files.listPrefix(table.location().replaceAll("/*$", "/"))) {
      if (file.createdAtMillis() < before.toEpochMilli()) {
        old.add(file);
      }
    }
    table.refresh();
    Set<String> named = named();
    old.removeIf(file -> named.contains(pathOf(file.location())));
    old.sort((a, b) -> a.location().compareTo(b.location()));
    return old;
  }

  void delete(FileInfo orphan) {
    table.io().deleteFile(orphan.location());
  }

  private Set<String> named() {
    Set<String> named = new HashSet<>();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(at -> named.add(pathOf(at)));
    ReachableFileUtil.manifestListLocations(table).forEach(at -> named.add(pathOf(at)));
    ReachableFileUtil.statisticsFilesLocations(table).forEach(at -> named.add(pathOf(at)));
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (named.add(pathOf(manifest.path()))) {
          addFiles(manifest, named);
        }
      }
    }
    return named;
  }

  private void addFiles(ManifestFile manifest, Set<String> named) {
    try (CloseableIterable<String> paths = ManifestFiles.readPaths(manifest, table.io())) {
      paths.forEach(path -> named.add(pathOf(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + manifest.path(), e);
    }
  }

  /** One place may be written with and without a scheme. */
  private static String pathOf(String location) {
    return location.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*:", "").replaceFirst("^/+", "");
  }
}
