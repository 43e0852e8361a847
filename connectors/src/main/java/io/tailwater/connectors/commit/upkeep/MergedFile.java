package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderComparators;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.SortedMerge;

/**
 * Several files of one day as one, sorted. Files that are sorted already are read side by side; the
 * rows of the others are held in memory, so their number must be bounded.
 */
final class MergedFile {
  private final LakeTables kind;
  private final Table table;
  private final SmallFiles files;
  private final Comparator<Record> order;
  private final UnaryOperator<Record> change;

  /**
   * @param change what becomes of each row
   */
  MergedFile(LakeTables kind, Table table, SmallFiles files, UnaryOperator<Record> change) {
    this.kind = kind;
    this.table = table;
    this.files = files;
    this.change = change;
    this.order = orderOf(table);
  }

  private static Comparator<Record> orderOf(Table table) {
    InternalRecordWrapper left = new InternalRecordWrapper(table.schema().asStruct());
    InternalRecordWrapper right = new InternalRecordWrapper(table.schema().asStruct());
    Comparator<StructLike> order =
        SortOrderComparators.forSchema(table.schema(), table.sortOrder());
    return (a, b) -> order.compare(left.wrap(a), right.wrap(b));
  }

  /** Writes the file, which no snapshot names yet. */
  DataFile of(List<DataFile> group) {
    StructLike day = group.get(0).partition();
    PartitionSpec spec = table.specs().get(group.get(0).specId());
    SortOrder sorted = table.sortOrder();
    String location =
        table
            .locationProvider()
            .newDataLocation(spec, day, "merged-" + UUID.randomUUID() + ".parquet");
    try (CloseableIterable<Record> rows = merged(group);
        DataWriter<Record> writer =
            Parquet.writeData(
                    EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(location)))
                .forTable(table)
                .withSpec(spec)
                .withPartition(day)
                .withSortOrder(sorted)
                .createWriterFunc(GenericParquetWriter::create)
                .build()) {
      Iterator<Record> merged = rows.iterator();
      Iterator<Record> written =
          kind == LakeTables.REQUESTS_HOURLY ? new SeriesFold(merged, order) : merged;
      while (written.hasNext()) {
        writer.write(change.apply(written.next()));
      }
      writer.close();
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + location, e);
    }
  }

  private CloseableIterable<Record> merged(List<DataFile> group) throws IOException {
    List<CloseableIterable<Record>> sources = new ArrayList<>();
    List<Record> inMemory = new ArrayList<>();
    for (DataFile file : group) {
      CloseableIterable<Record> rows = SnapshotRows.rowsOf(table, file, table.schema());
      if (files.isSorted(file)) {
        sources.add(rows);
      } else {
        try (rows) {
          rows.forEach(inMemory::add);
        }
      }
    }
    inMemory.sort(order);
    sources.add(CloseableIterable.withNoopClose(inMemory));
    return new SortedMerge<>(order, sources);
  }
}
