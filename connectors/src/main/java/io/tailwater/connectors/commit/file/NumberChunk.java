package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
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

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(LongColumn column, int[] chosen, int from, int to) {
    int first = from;
    while (first < to && column.isNull(chosen[first])) {
      first++;
    }
    if (first == to) {
      addNulls(to - from);
      return;
    }
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      int n = count;
      for (int i = at; i < end; i++) {
        boolean valued = !column.isNull(chosen[i]);
        values[n] = column.value(chosen[i]);
        present[rows + i - at] = valued;
        n += valued ? 1 : 0;
      }
      added(end - at, n);
      at = end;
    }
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(IntColumn column, int[] chosen, int from, int to) {
    int first = from;
    while (first < to && column.isNull(chosen[first])) {
      first++;
    }
    if (first == to) {
      addNulls(to - from);
      return;
    }
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      int n = count;
      for (int i = at; i < end; i++) {
        boolean valued = !column.isNull(chosen[i]);
        values[n] = column.value(chosen[i]);
        present[rows + i - at] = valued;
        n += valued ? 1 : 0;
      }
      added(end - at, n);
      at = end;
    }
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(DoubleColumn column, int[] chosen, int from, int to) {
    int first = from;
    while (first < to && column.isNull(chosen[first])) {
      first++;
    }
    if (first == to) {
      addNulls(to - from);
      return;
    }
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      int n = count;
      for (int i = at; i < end; i++) {
        boolean valued = !column.isNull(chosen[i]);
        values[n] = Double.doubleToLongBits(column.value(chosen[i]));
        present[rows + i - at] = valued;
        n += valued ? 1 : 0;
      }
      added(end - at, n);
      at = end;
    }
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(BooleanColumn column, int[] chosen, int from, int to) {
    int first = from;
    while (first < to && column.isNull(chosen[first])) {
      first++;
    }
    if (first == to) {
      addNulls(to - from);
      return;
    }
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      int n = count;
      for (int i = at; i < end; i++) {
        boolean valued = !column.isNull(chosen[i]);
        values[n] = column.value(chosen[i]) ? 1 : 0;
        present[rows + i - at] = valued;
        n += valued ? 1 : 0;
      }
      added(end - at, n);
      at = end;
    }
  }

  /** Adds the times of the batch's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void addTimes(EventColumns batch, int[] chosen, int from, int to) {
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      for (int i = at; i < end; i++) {
        values[count + i - at] = batch.tsMicros(chosen[i]);
      }
      allPresent(end - at);
      at = end;
    }
  }

  /** Adds the offsets of the batch's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void addOffsets(EventColumns batch, int[] chosen, int from, int to) {
    for (int at = from; at < to; ) {
      int end = at + room(to - at);
      for (int i = at; i < end; i++) {
        values[count + i - at] = batch.offset(chosen[i]);
      }
      allPresent(end - at);
      at = end;
    }
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

  /** Makes room for more rows; for how many of them the page has some. */
  private int room(int more) {
    int fitting = Math.min(more, limits.rows() - rows);
    if (rows + fitting > present.length) {
      int capacity = Math.max(rows + fitting, Math.min(limits.rows(), rows * 2));
      present = Arrays.copyOf(present, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    return fitting;
  }

  private void addNulls(int more) {
    for (int left = more; left > 0; ) {
      int nulls = room(left);
      Arrays.fill(present, rows, rows + nulls, false);
      added(nulls, count);
      left -= nulls;
    }
  }

  private void allPresent(int more) {
    Arrays.fill(present, rows, rows + more, true);
    added(more, count + more);
  }

  /**
   * Counts rows that stand behind those of before.
   *
   * @param valued how many of the page's rows have a value
   */
  private void added(int more, int valued) {
    if (required && valued < count + more) {
      throw new IllegalArgumentException("Column " + column + " must have a value in every row");
    }
    rows += more;
    count = valued;
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
        kind.statistics(column.getPrimitiveType(), values, count, rows - count),
        Encoding.BIT_PACKED,
        required ? Encoding.BIT_PACKED : Encoding.RLE,
        numbered ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    rows = 0;
    count = 0;
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
    dictionary.idsOf(values, count, ids);
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
