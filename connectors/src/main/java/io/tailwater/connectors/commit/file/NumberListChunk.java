package io.tailwater.connectors.commit.file;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;

/**
 * The elements of a column of lists of numbers, of one row group, from lists to Parquet pages. Both
 * list and elements are required, as in a sketch.
 *
 * <p>Parquet stores the elements of all rows one behind the other, in slots, and an empty list has
 * a slot as well, without a value. The repetition level is 0 in the first slot of a row and 1 in
 * its others; the definition level is 1 where there is a value and 0 in an empty list. A page only
 * ends behind a whole row, or readers could not find rows by page. No array of the caller is kept.
 * Not thread-safe.
 */
final class NumberListChunk {
  private static final int MAX_DEFINITION = 1;

  private final PageLimits limits;

  /** So many slots of a page are enough, however few rows they are. */
  private final int enoughSlots;

  private final NumberPages pages;

  private long[] values = new long[1024];
  private int count;
  private int[] elements = new int[256];
  private int rows;
  private int empty;
  private int[] levels = new int[0];

  /**
   * @param column the elements of a required list of required numbers
   * @param pages takes the column's pages
   * @param buffer shared by chunks of one thread
   */
  NumberListChunk(ColumnDescriptor column, PageWriter pages, PageBuffer buffer, PageLimits limits) {
    if (column.getMaxDefinitionLevel() != MAX_DEFINITION || column.getMaxRepetitionLevel() != 1) {
      throw new IllegalArgumentException(
          "Column " + column + " must be of a required list of required numbers");
    }
    this.limits = limits;
    this.enoughSlots = Math.max(1, limits.bytes() / Long.BYTES);
    this.pages = new NumberPages(column, pages, buffer, limits, false);
  }

  /** Adds a row. */
  void add(int[] list) {
    begin(list.length);
    for (int element : list) {
      values[count++] = element;
    }
    endFullPage();
  }

  /** Adds a row. */
  void add(long[] list) {
    begin(list.length);
    System.arraycopy(list, 0, values, count, list.length);
    count += list.length;
    endFullPage();
  }

  /** Writes what is left of the last page, and the dictionary. */
  void end() {
    if (rows > 0) {
      endPage();
    }
    pages.endDictionary();
  }

  private void begin(int length) {
    if (values.length - count < length) {
      values = Arrays.copyOf(values, Math.max(count + length, values.length * 2));
    }
    if (rows == elements.length) {
      elements = Arrays.copyOf(elements, rows * 2);
    }
    elements[rows++] = length;
    empty += length == 0 ? 1 : 0;
  }

  private void endFullPage() {
    if (rows == limits.rows() || count + empty >= enoughSlots) {
      endPage();
    }
  }

  private void endPage() {
    int slots = count + empty;
    PageBuffer buffer = pages.levels();
    buffer.repetitions(elements, rows, slots);
    if (empty == 0 || count == 0) {
      buffer.sameLevels(empty == 0 ? MAX_DEFINITION : 0, slots, MAX_DEFINITION);
    } else {
      buffer.levels(definitions(slots), slots, MAX_DEFINITION);
    }
    pages.end(values, count, slots, rows);
    count = 0;
    rows = 0;
    empty = 0;
  }

  private int[] definitions(int slots) {
    if (levels.length < slots) {
      levels = new int[slots];
    }
    Arrays.fill(levels, 0, slots, MAX_DEFINITION);
    int slot = 0;
    for (int row = 0; row < rows; row++) {
      if (elements[row] == 0) {
        levels[slot] = 0;
      }
      slot += Math.max(1, elements[row]);
    }
    return levels;
  }
}
