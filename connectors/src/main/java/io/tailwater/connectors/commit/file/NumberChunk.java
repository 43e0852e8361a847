package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;

/**
 * One column of numbers or truth values of one row group, as Parquet pages (data page version 1).
 *
 * <p>Rows are only gathered: the values that are there, one after the other, and a flag a row. All
 * work is done when a page is full, in loops over an array that is still in the processor's cache:
 * see {@link NumberPages}.
 *
 * <p>Pages end after a fixed number of rows, where those of other columns end as well. A page of
 * that many plain values is well below the size that a page may have. Not thread-safe.
 */
final class NumberChunk implements Chunk {
  private final ColumnDescriptor column;
  private final PageLimits limits;
  private final boolean required;
  private final NumberPages pages;

  private long[] values = new long[256];
  private int count;
  private boolean[] present = new boolean[256];
  private int rows;

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
    this.limits = limits;
    this.required = column.getMaxDefinitionLevel() == 0;
    this.pages = new NumberPages(column, pages, buffer, limits, plain);
  }

  /** Adds a row. */
  void add(long value) {
    room(1);
    values[count] = value;
    allPresent(1);
  }

  /** Adds rows without a value. */
  void addNulls(int more) {
    for (int left = more; left > 0; ) {
      int nulls = room(left);
      Arrays.fill(present, rows, rows + nulls, false);
      added(nulls, count);
      left -= nulls;
    }
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
    return pages.bufferedBytes() + (long) Long.BYTES * values.length + present.length;
  }

  @Override
  public void end() {
    if (rows > 0) {
      endPage();
    }
    pages.endDictionary();
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
      endPage();
    }
  }

  private void endPage() {
    PageBuffer levels = pages.levels();
    if (!required) {
      levels.presence(present, rows, rows - count);
    }
    pages.end(values, count, rows, rows);
    rows = 0;
    count = 0;
  }
}
