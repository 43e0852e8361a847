package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/**
 * One column of numbers or truth values of one row group, as Parquet pages (data page version 1).
 *
 * <p>Rows are only gathered: the values that are there, one after the other, and a flag a row. All
 * work is done when a page is full, in loops over an array that is still in the processor's cache:
 *
 * <ul>
 *   <li>The smallest and the largest value become the page's statistics. Doubles are compared by
 *       bits turned so that they lie in the order of {@link Double#compare}; Parquet's statistics
 *       then decide what becomes of NaN and of the two zeros, as they would for its own writer.
 *   <li>Values are numbered by a {@link NumberDictionary} of the row group. They are compared as
 *       bits, so the two zeros stay two; all NaNs become one, as in Parquet's own writer.
 *   <li>A page of values is written plain, and all that follow it, when the dictionary has grown
 *       beyond its limit, or when the first page with its dictionary would not be smaller than
 *       plain. What that page has added to the dictionary is taken back: no page needs it.
 * </ul>
 *
 * Pages end after a fixed number of rows, where those of other columns end as well. A page of that
 * many plain values is well below the size that a page may have. Not thread-safe.
 */
final class NumberChunk implements Chunk {
  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final PageBuffer buffer;
  private final PageLimits limits;
  private final NumberKind kind;
  private final boolean required;

  private final NumberDictionary dictionary = new NumberDictionary();
  private boolean plain;

  private long[] values = new long[256];
  private int count;
  private boolean[] present = new boolean[256];
  private int rows;
  private int[] ids = new int[0];

  /**
   * @param column a column of numbers or truth values that does not repeat
   * @param pages takes the column's pages
   * @param buffer shared by chunks of one thread
   * @param plain true when a dictionary is not worth trying
   */
  NumberChunk(
      ColumnDescriptor column,
      PageWriter pages,
      PageBuffer buffer,
      PageLimits limits,
      boolean plain) {
    this.column = column;
    this.pages = pages;
    this.buffer = buffer;
    this.limits = limits;
    this.kind = NumberKind.of(column.getPrimitiveType().getPrimitiveTypeName());
    this.required = column.getMaxDefinitionLevel() == 0;
    this.plain = plain || kind.width == 0;
  }

  void add(LongColumn column, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(chosen[i])) {
        addNull();
      } else {
        add(column.value(chosen[i]));
      }
    }
  }

  void add(IntColumn column, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(chosen[i])) {
        addNull();
      } else {
        add(column.value(chosen[i]));
      }
    }
  }

  void add(DoubleColumn column, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(chosen[i])) {
        addNull();
      } else {
        add(Double.doubleToLongBits(column.value(chosen[i])));
      }
    }
  }

  void add(BooleanColumn column, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      if (column.isNull(chosen[i])) {
        addNull();
      } else {
        add(column.value(chosen[i]) ? 1 : 0);
      }
    }
  }

  /** Adds a row with these bits of a value. */
  void add(long value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, Math.min(limits.rows(), count * 2));
    }
    values[count++] = value;
    endRow(true);
  }

  void addNull() {
    if (required) {
      throw new IllegalArgumentException("Column " + column + " must have a value in every row");
    }
    endRow(false);
  }

  @Override
  public long bufferedBytes() {
    return pages.getMemSize()
        + dictionary.bytes()
        + (long) Long.BYTES * values.length
        + present.length
        + (long) Integer.BYTES * ids.length;
  }

  @Override
  public void end() {
    try {
      if (rows > 0) {
        endPage();
      }
      if (dictionary.size() > 0) {
        buffer.clear();
        kind.plain(buffer, dictionary.values(), dictionary.size());
        pages.writeDictionaryPage(
            new DictionaryPage(buffer.content(), dictionary.size(), Encoding.PLAIN_DICTIONARY));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end " + column, e);
    }
  }

  private void endRow(boolean valued) {
    if (rows == present.length) {
      present = Arrays.copyOf(present, Math.min(limits.rows(), rows * 2));
    }
    present[rows++] = valued;
    if (rows == limits.rows()) {
      try {
        endPage();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write a page of " + column, e);
      }
    }
  }

  private void endPage() throws IOException {
    boolean numbered = count > 0 && number();
    buffer.clear();
    if (!required) {
      buffer.presence(present, rows, rows - count);
    }
    if (numbered) {
      buffer.places(ids, count, 0, bits());
    } else {
      kind.plain(buffer, values, count);
    }
    pages.writePage(
        buffer.content(),
        rows,
        rows,
        statistics(),
        Encoding.BIT_PACKED,
        required ? Encoding.BIT_PACKED : Encoding.RLE,
        numbered ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    rows = 0;
    count = 0;
  }

  private Statistics<?> statistics() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(rows - count);
    if (count > 0) {
      long least = Long.MAX_VALUE;
      long most = Long.MIN_VALUE;
      for (int i = 0; i < count; i++) {
        long key = kind.keyOf(values[i]);
        least = Math.min(least, key);
        most = Math.max(most, key);
      }
      kind.show(statistics, least);
      kind.show(statistics, most);
    }
    return statistics;
  }

  /** Numbers the page's values; false when they are to be written plain. */
  private boolean number() {
    if (plain) {
      return false;
    }
    int before = dictionary.size();
    if (ids.length < count) {
      ids = new int[values.length];
    }
    long last = values[0];
    int id = dictionary.idOf(last);
    for (int i = 0; i < count; i++) {
      if (values[i] != last) {
        last = values[i];
        id = dictionary.idOf(last);
      }
      ids[i] = id;
    }
    long dictionaryBytes = (long) kind.width * dictionary.size();
    long numberedBits = (long) count * bits();
    plain =
        dictionaryBytes > limits.dictionaryBytes()
            || before == 0
                && numberedBits / Byte.SIZE + dictionaryBytes >= (long) kind.width * count;
    if (plain) {
      dictionary.end(before);
      ids = new int[0];
    }
    return !plain;
  }

  /** Width of a place in the dictionary, as far as that has grown. */
  private int bits() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 1));
  }
}
