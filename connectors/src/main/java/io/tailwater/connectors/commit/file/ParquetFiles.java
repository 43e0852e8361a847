package io.tailwater.connectors.commit.file;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;

/** How Parquet files of a table begin and end. */
final class ParquetFiles {
  /** Of a text in a page index, so many bytes at most. */
  private static final int COLUMN_INDEX_TRUNCATE = 64;

  private ParquetFiles() {}

  /** Begins a file. */
  static ParquetFileWriter start(
      OutputFile output, MessageType schema, ParquetProperties properties) throws IOException {
    ParquetFileWriter file =
        new ParquetFileWriter(
            new ParquetOutput(() -> new ParquetStream(output.create())),
            schema,
            ParquetFileWriter.Mode.CREATE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            0,
            null,
            properties);
    file.start();
    return file;
  }

  /** Takes the pages of a row group. */
  static ColumnChunkPageWriteStore pages(
      ZstdPages compressor,
      MessageType schema,
      PageMemory.Share memory,
      ParquetProperties properties) {
    return new ColumnChunkPageWriteStore(
        compressor,
        schema,
        memory,
        COLUMN_INDEX_TRUNCATE,
        properties.getPageWriteChecksumEnabled());
  }

  /** Ends a file and describes it. */
  static DataFile end(
      ParquetFileWriter file,
      Map<String, String> footer,
      MetricsConfig metrics,
      OutputFile output,
      PartitionSpec spec,
      PartitionKey partition)
      throws IOException {
    file.end(footer);
    return DataFiles.builder(spec)
        .withPath(output.location())
        .withFormat(FileFormat.PARQUET)
        .withPartition(partition)
        .withFileSizeInBytes(file.getPos())
        .withMetrics(ParquetUtil.footerMetrics(file.getFooter(), Stream.empty(), metrics))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(file.getFooter()))
        .build();
  }
}
