package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.statistics.Statistics;

/**
 * The columns of a row group that parquet-java's column writers encode: attributes, and what
 * another program has added to the table.
 *
 * <p>Many logs have no attributes at all, and parquet-java wants to be told of each null. So rows
 * are only counted until the first one that has some; then the nulls before it are made up for. If
 * none comes, the pages are written here: all their levels are 0, which is one run.
 */
final class EncodedColumns implements AutoCloseable {
  private final EventFormat format;
  private final PageWriteStore pages;
  private final ColumnWriter[] writers;

  /** Null while there are only nulls. */
  private ColumnWriteStore store;

  private int nulls;

  EncodedColumns(EventFormat format, PageWriteStore pages) {
    this.format = format;
    this.pages = pages;
    this.writers = new ColumnWriter[format.encoders.size()];
  }

  /** Writes the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void add(EventColumns batch, int[] rows, int from, int to) {
    if (store == null) {
      if (format.attributesOnly && batch.attributes.end(batch.rows() - 1) == 0) {
        nulls = Math.addExact(nulls, to - from);
        return;
      }
      start();
    }
    for (int column = 0; column < writers.length; column++) {
      format.encoders.get(column).encode(writers[column], batch, rows, from, to);
    }
    endRecords(to - from);
  }

  /** About how many bytes of memory they hold. */
  long bufferedBytes() {
    return store == null ? 0 : store.getBufferedSize();
  }

  /** Writes what is left of all pages, and the dictionaries. */
  void end() throws IOException {
    if (store != null) {
      store.flush();
      return;
    }
    for (ColumnDescriptor column : format.encodedSchema.getColumns()) {
      for (int left = nulls; left > 0; left -= format.limits.rows()) {
        writeNulls(column, Math.min(left, format.limits.rows()));
      }
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }

  private void start() {
    store = format.properties.newColumnWriteStore(format.encodedSchema, pages);
    for (int column = 0; column < writers.length; column++) {
      writers[column] = store.getColumnWriter(format.encodedSchema.getColumns().get(column));
    }
    for (int left = nulls; left > 0; left -= EventFormat.SLAB_ROWS) {
      int slab = Math.min(left, EventFormat.SLAB_ROWS);
      for (ColumnWriter writer : writers) {
        for (int i = 0; i < slab; i++) {
          writer.writeNull(0, 0);
        }
      }
      endRecords(slab);
    }
  }

  private void endRecords(int count) {
    for (int i = 0; i < count; i++) {
      store.endRecord();
    }
  }

  private void writeNulls(ColumnDescriptor column, int rows) throws IOException {
    PageBuffer buffer = format.buffer;
    buffer.clear();
    boolean repeats = column.getMaxRepetitionLevel() > 0;
    if (repeats) {
      buffer.zeroLevels(rows, column.getMaxRepetitionLevel());
    }
    buffer.zeroLevels(rows, column.getMaxDefinitionLevel());
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(rows);
    pages
        .getPageWriter(column)
        .writePage(
            buffer.content(),
            rows,
            rows,
            statistics,
            repeats ? Encoding.RLE : Encoding.BIT_PACKED,
            Encoding.RLE,
            Encoding.PLAIN);
  }
}
