package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.SliceColumn;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriter;

/**
 * One text column of one row group, from slices to Parquet pages (data page version 1).
 *
 * <p>Parquet's own column writer wraps each value in an object, hashes it byte by byte to find its
 * dictionary number, compares it with the smallest and the largest value so far, and only then
 * stores the number. Here values arrive as slices or already numbered:
 *
 * <ul>
 *   <li>A slice is looked up in a {@link TextDictionary} of the row group. A value of a {@link
 *       DictionaryColumn} is looked up once a row group; after that its number is translated by an
 *       array.
 *   <li>A page is an array of numbers, 0 for null. When it is full, it is packed: definition levels
 *       (unless the column is required), one byte with the width of a number, the numbers less one.
 *   <li>Only when a page is full are its values compared for its statistics, each of them once.
 *   <li>When the dictionary grows beyond its limit, or the first page shows that values hardly
 *       repeat, the page ends and the following ones hold plain values. Pages of both kinds may
 *       stand in one chunk, those with numbers first.
 * </ul>
 *
 * A page may end at any row, for the rows of each are told to Parquet. No bytes of the caller are
 * kept. Not thread-safe.
 */
final class TextChunk implements Chunk {
  private final ColumnDescriptor column;
  private final PageLimits limits;
  private final boolean required;

  private final TextPages pages;
  private final TextDictionary dictionary;
  private final Translation translation;

  private int[] ids = new int[256];
  private int rows;
  private int nulls;

  /** True as long as all rows of the page have the same number. */
  private boolean uniform = true;

  /**
   * @param column a text column that does not repeat
   * @param pages takes the column's pages
   * @param buffer shared by chunks of one thread
   * @param plain true when a dictionary is not worth trying
   */
  TextChunk(
      ColumnDescriptor column,
      PageWriter pages,
      PageBuffer buffer,
      PageLimits limits,
      boolean plain) {
    this.column = column;
    this.limits = limits;
    this.required = column.getMaxDefinitionLevel() == 0;
    this.pages = new TextPages(column, pages, buffer, limits, plain);
    this.dictionary = this.pages.dictionary;
    this.translation = new Translation(dictionary);
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(SliceColumn slices, int[] chosen, int from, int to) {
    int at = from;
    while (at < to && slices.isNull(chosen[at])) {
      at++;
    }
    if (at == to) {
      addSame(Dictionary.NULL, to - from);
      return;
    }
    at = from;
    while (at < to && !pages.plain()) {
      int end = at + room(to - at);
      added(end - at, dictionary.idsOf(slices, chosen, at, end, ids, rows));
      at = end;
    }
    while (at < to) {
      at += addPlain(slices, chosen, at, at + room(to - at));
    }
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(DictionaryColumn numbered, int[] chosen, int from, int to) {
    translation.follow(numbered.dictionary());
    int first = numbered.id(chosen[from]);
    int at = from + 1;
    while (at < to && numbered.id(chosen[at]) == first) {
      at++;
    }
    boolean same = at == to;
    at = from;
    if (same && (!pages.plain() || first == Dictionary.NULL)) {
      at += addSame(pages.plain() ? Dictionary.NULL : translation.of(first), to - from);
    }
    while (at < to && !pages.plain()) {
      int end = at + room(to - at);
      added(end - at, translation.idsOf(numbered, chosen, at, end, ids, rows));
      at = end;
    }
    for (; at < to; at++) {
      int id = numbered.id(chosen[at]);
      if (id == Dictionary.NULL) {
        addSame(Dictionary.NULL, 1);
      } else {
        addPlain(translation.value(id));
      }
    }
  }

  /** Adds the same value {@code count} times. */
  void add(byte[] value, int count) {
    int left = count;
    if (!pages.plain()) {
      left -= addSame(dictionary.idOf(value, 0, value.length), count);
    }
    for (; left > 0; left--) {
      addPlain(value);
    }
  }

  /** Adds rows without a value. */
  void addNulls(int count) {
    addSame(Dictionary.NULL, count);
  }

  @Override
  public long bufferedBytes() {
    return pages.bufferedBytes() + (long) Integer.BYTES * rows;
  }

  @Override
  public void end() {
    if (rows > 0) {
      endPage();
    }
    pages.endDictionary();
  }

  /** Makes room for numbers of more rows; for how many of them the page has some. */
  private int room(int more) {
    int fitting = Math.min(more, limits.rows() - rows);
    if (ids.length < rows + fitting) {
      ids = Arrays.copyOf(ids, Math.max(rows + fitting, Math.min(limits.rows(), rows * 2)));
    }
    return fitting;
  }

  /**
   * Adds rows with the same number, until plain values begin; nulls may be plain as well.
   *
   * @return how many rows
   */
  private int addSame(int id, int count) {
    int left = count;
    while (left > 0 && (!pages.plain() || id == Dictionary.NULL)) {
      int more = room(left);
      Arrays.fill(ids, rows, rows + more, id);
      uniform &= ids[0] == id;
      counted(more, id == Dictionary.NULL ? more : 0);
      left -= more;
    }
    return count - left;
  }

  /** Counts rows whose numbers have been put behind those of the rows before. */
  private void added(int more, int nullsAmong) {
    for (int i = rows; uniform && i < rows + more; i++) {
      uniform = ids[i] == ids[0];
    }
    counted(more, nullsAmong);
  }

  private void counted(int more, int nullsAmong) {
    if (nullsAmong > 0) {
      requireOptional();
    }
    rows += more;
    nulls += nullsAmong;
    endFullPage();
  }

  /** Adds rows as long as the page's bytes allow it; how many. */
  private int addPlain(SliceColumn slices, int[] chosen, int from, int to) {
    int nullsBefore = nulls;
    int at = from;
    for (; at < to && !pages.full(); at++) {
      int row = chosen[at];
      byte[] base = slices.base(row);
      if (base == null) {
        ids[rows + at - from] = Dictionary.NULL;
        nulls++;
      } else {
        int start = slices.start(row);
        int length = slices.length(row);
        pages.add(base, start, length);
        ids[rows + at - from] = 1;
      }
    }
    rows += at - from;
    if (nulls > nullsBefore) {
      requireOptional();
    }
    endFullPage();
    return at - from;
  }

  private void addPlain(byte[] value) {
    room(1);
    pages.add(value, 0, value.length);
    ids[rows++] = 1;
    endFullPage();
  }

  private void endFullPage() {
    if (rows == limits.rows() || pages.full()) {
      endPage();
    }
  }

  private void requireOptional() {
    if (required) {
      throw new IllegalArgumentException("Column " + column + " must have a value in every row");
    }
  }

  private void endPage() {
    PageBuffer levels = pages.levels();
    if (!required) {
      levels.presence(ids, rows, nulls);
    }
    pages.end(ids, rows, rows, nulls, uniform);
    rows = 0;
    nulls = 0;
    uniform = true;
  }
}
