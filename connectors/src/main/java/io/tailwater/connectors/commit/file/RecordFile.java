package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeColumns;
import java.io.IOException;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;

/**
 * Writes rows as records, one after the other, by Iceberg's own writer: for tables that have all
 * our columns as they were made, and maybe others beside.
 */
final class RecordFile<T> implements DayFile<T> {
  private final Table table;
  private final PartitionSpec spec;
  private final RowLayout<T> layout;
  private final Record record;

  RecordFile(Table table, PartitionSpec spec, RowLayout<T> layout) {
    this.table = table;
    this.spec = spec;
    this.layout = layout;
    this.record = GenericRecord.create(LakeColumns.named(layout.table(), table.schema()));
  }

  @Override
  public DataFile write(List<T> rows, OutputFile output, PartitionKey day) throws IOException {
    try (DataWriter<Record> writer =
        Parquet.writeData(EncryptedFiles.plainAsEncryptedOutput(output))
            .forTable(table)
            .withSpec(spec)
            .withPartition(day)
            .createWriterFunc(GenericParquetWriter::create)
            .build()) {
      for (T row : rows) {
        layout.fill(record, row);
        writer.write(record);
      }
      writer.close();
      return writer.toDataFile();
    }
  }

  @Override
  public void close() {
    // Holds nothing between files.
  }
}
