package io.tailwater.connectors.commit.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;

/**
 * The pages of one column of numbers or truth values of one row group, behind their levels. Whoever
 * gathers values puts the levels of a page here, then its values, and the dictionary in the end.
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
 * Not thread-safe.
 */
final class NumberPages {
  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final PageBuffer buffer;
  private final PageLimits limits;
  private final NumberKind kind;

  private final NumberDictionary dictionary = new NumberDictionary();
  private boolean plain;
  private int[] ids = new int[0];

  /**
   * @param pages takes the column's pages
   * @param buffer shared by chunks of one thread
   * @param plain true when a dictionary is not worth trying
   */
  NumberPages(
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
    this.plain = plain || kind.width == 0;
  }

  long bufferedBytes() {
    return pages.getMemSize() + dictionary.bytes() + (long) Integer.BYTES * ids.length;
  }

  /** Begins to write the page: its levels go into the buffer next. */
  PageBuffer levels() {
    buffer.clear();
    return buffer;
  }

  /**
   * Writes the page, whose levels are in the buffer.
   *
   * @param values the values that are there, one after the other
   * @param count how many of them
   * @param slots how many levels, which is how many values and nulls
   * @param rows how many rows they are
   */
  void end(long[] values, int count, int slots, int rows) {
    boolean numbered = count > 0 && number(values, count);
    if (numbered) {
      buffer.places(ids, count, 0, bits());
    } else {
      kind.plain(buffer, values, count);
    }
    try {
      pages.writePage(
          buffer.content(),
          slots,
          rows,
          kind.statistics(column.getPrimitiveType(), values, count, slots - count),
          PageBuffer.encodingOfLevels(column.getMaxRepetitionLevel()),
          PageBuffer.encodingOfLevels(column.getMaxDefinitionLevel()),
          numbered ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a page of " + column, e);
    }
  }

  /** Writes the dictionary, if there is one, after the last page. */
  void endDictionary() {
    if (dictionary.size() == 0) {
      return;
    }
    buffer.clear();
    kind.plain(buffer, dictionary.values(), dictionary.size());
    try {
      pages.writeDictionaryPage(
          new DictionaryPage(buffer.content(), dictionary.size(), Encoding.PLAIN_DICTIONARY));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the dictionary of " + column, e);
    }
  }

  /** Numbers the page's values; false when they are to be written plain. */
  private boolean number(long[] values, int count) {
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
