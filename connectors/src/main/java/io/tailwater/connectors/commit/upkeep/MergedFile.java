package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.RowsFile;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SortedMerge;

/**
 * Several files of one day as one. Sorted files are read side by side, and so are others when they
 * have too many rows to be sorted in memory: the result is in order as far as they are then, which
 * is what queries skip by, but is not marked as sorted.
 */
final class MergedFile {
  private static final long BYTES_IN_MEMORY = 64L << 20;

  private final Table table;
  private final Schema columns;
  private final RowOrder order;
  private final Comparator<Record> comparator;
  private final int rowsInMemory;
  private final UnaryOperator<Iterator<Record>> change;

  /**
   * @param rowsInMemory most rows to sort in memory
   * @param change what becomes of the rows, given in their order
   */
  MergedFile(
      Table table, RowOrder order, int rowsInMemory, UnaryOperator<Iterator<Record>> change) {
    this.table = table;
    // In the table's order, since rows are written by it; under our names, since they are changed.
    this.columns = LakeColumns.named(LakeTables.of(table), table.schema());
    this.order = order;
    this.comparator = order.comparator();
    this.rowsInMemory = rowsInMemory;
    this.change = change;
  }

  /** Writes the file, which no snapshot names yet. */
  DataFile of(List<DataFile> group) {
    try {
      return write(group);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot merge files of " + table.name(), e);
    }
  }

  private DataFile write(List<DataFile> group) throws IOException {
    Optional<List<Record>> inMemory = inMemory(group);
    SortOrder mark = inMemory.isPresent() ? order.mark() : SortOrder.unsorted();
    try (CloseableIterable<Record> rows = new SortedMerge<>(comparator, sources(group, inMemory))) {
      return RowsFile.write(
          table,
          CommitNumber.merged(group),
          table.spec(),
          group.get(0).partition(),
          mark,
          change.apply(rows.iterator()));
    }
  }

  /** The rows of the files that are not sorted, in order; empty when they are too many. */
  private Optional<List<Record>> inMemory(List<DataFile> group) throws IOException {
    List<Record> rows = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : group) {
      if (!order.isSorted(file)) {
        try (CloseableIterable<Record> ofFile = SnapshotRows.rowsOf(table, file, columns)) {
          for (Record row : ofFile) {
            rows.add(row);
            bytes += sizeOf(row);
            if (rows.size() > rowsInMemory || bytes > BYTES_IN_MEMORY) {
              return Optional.empty();
            }
          }
        }
      }
    }
    rows.sort(comparator);
    return Optional.of(rows);
  }

  /** About how many bytes a row takes in memory. */
  private static long sizeOf(Record row) {
    long size = 0;
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      size += 40;
      if (value instanceof CharSequence text) {
        size += 2L * text.length();
      } else if (value instanceof ByteBuffer raw) {
        size += raw.remaining();
      } else if (value instanceof Collection<?> list) {
        size += 24L * list.size();
      } else if (value instanceof Map<?, ?> map) {
        size += 200L * map.size();
      }
    }
    return size;
  }

  private List<CloseableIterable<Record>> sources(
      List<DataFile> group, Optional<List<Record>> inMemory) {
    List<CloseableIterable<Record>> sources = new ArrayList<>();
    for (DataFile file : group) {
      if (inMemory.isEmpty() || order.isSorted(file)) {
        sources.add(SnapshotRows.rowsOf(table, file, columns));
      }
    }
    inMemory.ifPresent(rows -> sources.add(CloseableIterable.withNoopClose(rows)));
    return sources;
  }
}
