package io.tailwater.connectors.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.CloseableIterable;

/**
 * In what shape a table is: how many pieces whoever reads it has to put together.
 *
 * @param files data files
 * @param mostFilesPerDay files of the day that has most; in the rollups no key has more rows
 * @param filesOver files beyond {@link #FILES_A_DAY} of a day, all days together: what upkeep is
 *     behind with
 * @param manifests manifests that a reader opens to find the files
 * @param metadataBytes size of the table's metadata as JSON
 */
public record TableShape(
    long files, long mostFilesPerDay, long filesOver, int manifests, long metadataBytes) {
  /** Files of a day that upkeep leaves at most, when it keeps up. */
  public static final int FILES_A_DAY = 40;

  /** Files over the target in one table from which on commits are slowed. */
  public static final long SLOW_FROM = 1_000;

  /** The shape of one snapshot of a table. */
  public static TableShape of(Table table, long snapshotId) {
    Map<Integer, Long> days = new HashMap<>();
    long files = 0;
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshotId).planFiles()) {
      for (FileScanTask task : tasks) {
        files++;
        if (task.file().partition().size() > 0) {
          days.merge(task.file().partition().get(0, Integer.class), 1L, Long::sum);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot plan the files of " + table.name(), e);
    }
    return new TableShape(
        files,
        days.values().stream().mapToLong(Long::longValue).max().orElse(0),
        days.values().stream().mapToLong(ofDay -> Math.max(0, ofDay - FILES_A_DAY)).sum(),
        manifests(table, table.snapshot(snapshotId)),
        metadataBytes(table));
  }

  private static int manifests(Table table, Snapshot snapshot) {
    return snapshot.allManifests(table.io()).size();
  }

  /** Of the metadata at hand: its file may be gone by now. */
  private static long metadataBytes(Table table) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    return TableMetadataParser.toJson(metadata).length();
  }
}
