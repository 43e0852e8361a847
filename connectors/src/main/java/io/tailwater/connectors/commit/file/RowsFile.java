package io.tailwater.connectors.commit.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Writes rows that were read from a table's files into another file of it. */
public final class RowsFile {
  /** As much as is held in memory before it is written. */
  private static final String ROW_GROUP_BYTES = Integer.toString(16 << 20);

  private RowsFile() {}

  /**
   * Writes a file, which no snapshot names yet; after a failure there is none.
   *
   * @param prefix how its name begins
   * @param spec the partition spec of its rows
   * @param partition the partition of its rows
   * @param order the order that they lie in, unsorted for none
   * @param rows all columns of the table, one row at least
   */
  public static DataFile write(
      Table table,
      String prefix,
      PartitionSpec spec,
      StructLike partition,
      SortOrder order,
      Iterator<Record> rows) {
    String name = prefix + "-" + UUID.randomUUID() + ".parquet";
    String location = table.locationProvider().newDataLocation(spec, partition, name);
    try (DataWriter<Record> writer =
        Parquet.writeData(EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(location)))
            .forTable(table)
            .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, ROW_GROUP_BYTES)
            .withSpec(spec)
            .withPartition(partition)
            .withSortOrder(order)
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
      writer.close();
      return writer.toDataFile();
    } catch (IOException | RuntimeException e) {
      table.io().deleteFile(location);
      throw e instanceof RuntimeException unchecked
          ? unchecked
          : new UncheckedIOException("Cannot write " + location, (IOException) e);
    }
  }
}
