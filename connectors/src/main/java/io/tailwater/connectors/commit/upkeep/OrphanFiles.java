package io.tailwater.connectors.commit.upkeep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
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
    NamedFiles named = NamedFiles.of(table);
    old.removeIf(file -> named.contains(file.location()));
    old.sort((a, b) -> a.location().compareTo(b.location()));
    return old;
  }

  void delete(FileInfo orphan) {
    table.io().deleteFile(orphan.location());
  }
}
