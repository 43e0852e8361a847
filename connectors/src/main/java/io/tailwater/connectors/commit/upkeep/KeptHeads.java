package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * The file of the ledger that holds rows of many days: the newest of each stream that was read last
 * before the days that are kept, and adoptions. It is of a partition spec of its own, without
 * partitions; new files go on being of the day's.
 */
final class KeptHeads {
  private KeptHeads() {}

  /** The files that hold such rows in a snapshot. */
  static List<DataFile> files(Table ledger, long snapshot) {
    List<DataFile> files = new SnapshotRows(ledger, snapshot).files();
    files.removeIf(file -> !ledger.specs().get(file.specId()).isUnpartitioned());
    return files;
  }

  /**
   * Writes such a file, which no snapshot names yet.
   *
   * @return empty when there are no rows
   */
  static Optional<DataFile> write(Table ledger, List<Record> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    PartitionSpec spec = specOf(ledger);
    String location =
        ledger.locationProvider().newDataLocation("heads-" + UUID.randomUUID() + ".parquet");
    try (DataWriter<Record> writer =
        Parquet.writeData(
                EncryptedFiles.plainAsEncryptedOutput(ledger.io().newOutputFile(location)))
            .forTable(ledger)
            .withSpec(spec)
            .withPartition(new PartitionData(spec.partitionType()))
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      writer.write(rows);
      writer.close();
      return Optional.of(writer.toDataFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + location, e);
    }
  }

  private static PartitionSpec specOf(Table ledger) {
    Optional<PartitionSpec> known = known(ledger);
    if (known.isPresent()) {
      return known.get();
    }
    TableOperations operations = ((HasTableOperations) ledger).operations();
    TableMetadata inspected = operations.refresh();
    operations.commit(inspected, inspected.addPartitionSpec(PartitionSpec.unpartitioned()));
    ledger.refresh();
    return known(ledger).orElseThrow();
  }

  private static Optional<PartitionSpec> known(Table ledger) {
    return ledger.specs().values().stream().filter(PartitionSpec::isUnpartitioned).findAny();
  }
}
