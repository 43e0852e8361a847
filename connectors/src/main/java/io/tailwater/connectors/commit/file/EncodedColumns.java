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
 * The columns of a row group that have no pages of our own: all, where the table wants it so, and
 * then parquet-java's column writers encode them; otherwise what another program has added to the
 * table. That gets nulls, and parquet-java wants to be told of each. So rows are only counted, and
 * the pages are written here: all their levels are 0, which is one run.
 */
final class EncodedColumns implements AutoCloseable {
  private final EventFormat format;
  private final PageWriteStore pages;
  private final ColumnWriter[] writers;

  /** Null where there are only nulls. */
  private final ColumnWriteStore store;

  private int nulls;

  EncodedColumns(EventFormat format, PageWriteStore pages) {
    this.format = format;
    this.pages = pages;
    this.store =
        format.nullsOnly
            ? null
            : format.properties.newColumnWriteStore(format.encodedSchema, pages);
    this.writers = new ColumnWriter[format.nullsOnly ? 0 : format.encoders.size()];
    for (int column = 0; column < writers.length; column++) {
      writers[column] = store.getColumnWriter(format.encodedSchema.getColumns().get(column));
    }
  }

  /** Writes the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void add(EventColumns batch, int[] rows, int from, int to) {
    if (store == null) {
      nulls = Math.addExact(nulls, to - from);
      return;
    }
    for (int column = 0; column < writers.length; column++) {
      format.encoders.get(column).encode(writers[column], batch, rows, from, to);
    }
    for (int i = from; i < to; i++) {
      store.endRecord();
    }
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

  private void writeNulls(ColumnDescriptor column, int rows) throws IOException {
    PageBuffer buffer = format.buffer;
    buffer.clear();
    boolean repeats = column.getMaxRepetitionLevel() > 0;
    if (repeats) {
      buffer.sameLevels(0, rows, column.getMaxRepetitionLevel());
    }
    buffer.sameLevels(0, rows, column.getMaxDefinitionLevel());
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
