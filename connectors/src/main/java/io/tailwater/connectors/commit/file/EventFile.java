package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.io.OutputFile;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * One open Parquet file of events, driven a column at a time: all values of one column for a slab
 * of rows, then the next column. That keeps one dictionary in the processor's cache where row by
 * row twenty compete for it. Columns are packed into pages by a {@link Chunk}, or all by
 * parquet-java's column writers.
 */
final class EventFile implements Closeable {
  private final EventFormat format;
  private final long rowGroupBytes;
  private final OutputFile output;
  private final ParquetFileWriter file;
  private final FedChunk<?>[] chunks;
  private final LinesAhead lines = new LinesAhead();
  private PageMemory.Share memory;
  private ColumnChunkPageWriteStore pages;
  private EncodedColumns encoded;
  private long groupRows;
  private boolean ended;

  /** False while columns stand at different rows, and for good once a write has failed. */
  private boolean whole = true;

  EventFile(EventFormat format, long rowGroupBytes, OutputFile output) {
    this.format = format;
    this.rowGroupBytes = rowGroupBytes;
    this.output = output;
    this.chunks = new FedChunk<?>[format.pagedColumns.size()];
    try {
      file = ParquetFiles.start(output, format.parquetSchema, format.properties);
    } catch (IOException e) {
      throw failed("start", e);
    }
  }

  /** Writes the batch's rows {@code rows[0]} to {@code rows[count - 1]}. */
  void write(EventColumns batch, int[] rows, int count) {
    requireWhole();
    whole = false;
    int from = 0;
    while (from < count) {
      if (pages == null) {
        startRowGroup();
      }
      int room = EventFormat.SLAB_ROWS - (int) (groupRows % EventFormat.SLAB_ROWS);
      int to = Math.min(count, from + room);
      lines.read(batch, rows, from, to);
      encoded.add(batch, rows, from, to);
      for (FedChunk<?> chunk : chunks) {
        chunk.add(batch, rows, from, to);
      }
      groupRows += to - from;
      from = to;
      if (bufferedBytes() >= rowGroupBytes) {
        endRowGroup();
      }
    }
    whole = true;
  }

  /** Bytes written and buffered so far. */
  long bytes() {
    try {
      return file.getPos() + bufferedBytes();
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** Ends the file and describes it. */
  DataFile end(PartitionSpec spec, PartitionKey partition) {
    requireWhole();
    endRowGroup();
    ended = true;
    try {
      return ParquetFiles.end(file, format.footer, format.metrics, output, spec, partition);
    } catch (IOException e) {
      throw failed("end", e);
    }
  }

  /** Gives an unfinished file up. */
  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      closeStores();
      file.close();
    }
  }

  /** Bytes held in memory for the open row group. */
  long bufferedBytes() {
    if (pages == null) {
      return 0;
    }
    long bytes = encoded.bufferedBytes();
    for (FedChunk<?> chunk : chunks) {
      bytes += chunk.chunk().bufferedBytes();
    }
    return bytes;
  }

  private void startRowGroup() {
    memory = format.memory.share();
    pages = ParquetFiles.pages(format.compressor, format.parquetSchema, memory, format.properties);
    encoded = new EncodedColumns(format, pages);
    for (int i = 0; i < chunks.length; i++) {
      ColumnDescriptor column = format.pagedColumns.get(i);
      chunks[i] =
          format
              .columnPages
              .get(i)
              .open(
                  column,
                  pages.getPageWriter(column),
                  format.buffer,
                  format.limits,
                  EventFormat.isDistinct(column));
    }
    groupRows = 0;
  }

  /** Writes the open row group, if there is one, and frees its memory. */
  void endRowGroup() {
    if (pages == null) {
      return;
    }
    try {
      file.startBlock(groupRows);
      encoded.end();
      for (FedChunk<?> chunk : chunks) {
        chunk.chunk().end();
      }
      pages.flushToFileWriter(file);
      file.endBlock();
    } catch (IOException e) {
      throw failed("write a row group of", e);
    } finally {
      closeStores();
    }
  }

  private void closeStores() {
    if (pages != null) {
      encoded.close();
      pages.close();
      memory.close();
      encoded = null;
      pages = null;
      Arrays.fill(chunks, null);
    }
  }

  private void requireWhole() {
    if (!whole) {
      throw new IllegalStateException(
          "Event file " + output.location() + " cannot go on: a write into it failed");
    }
  }

  private UncheckedIOException failed(String what, IOException cause) {
    return new UncheckedIOException("Cannot " + what + " event file " + output.location(), cause);
  }
}
