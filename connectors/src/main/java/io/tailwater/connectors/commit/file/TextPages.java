package io.tailwater.connectors.commit.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;

/**
 * The pages of one text column of one row group, behind their levels: dictionary places or plain
 * values, statistics, and the dictionary in the end. Whoever gathers values puts them here, by
 * number or plain, and says when a page ends. Not thread-safe.
 */
final class TextPages {
  /** So many values tell whether they repeat. */
  private static final int ENOUGH_VALUES = 1_000;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final PageBuffer buffer;
  private final PageLimits limits;

  final TextDictionary dictionary = new TextDictionary();
  private final PlainTexts texts = new PlainTexts();
  private final TextRange range = new TextRange();
  private boolean plain;
  private long values;

  /**
   * @param buffer shared by chunks of one thread
   * @param plain true when a dictionary is not worth trying
   */
  TextPages(
      ColumnDescriptor column,
      PageWriter pages,
      PageBuffer buffer,
      PageLimits limits,
      boolean plain) {
    this.column = column;
    this.pages = pages;
    this.buffer = buffer;
    this.limits = limits;
    this.plain = plain;
  }

  /** Whether the page takes plain values, which may change when one ends, and only to true. */
  boolean plain() {
    return plain;
  }

  /** Adds a plain value to the page. */
  void add(byte[] bytes, int start, int length) {
    texts.add(bytes, start, length);
    range.add(bytes, start, length);
  }

  /** Whether the page, or the dictionary, takes no further value. */
  boolean full() {
    return plain
        ? texts.length() >= limits.bytes()
        : dictionary.plainBytes() > limits.dictionaryBytes();
  }

  long bufferedBytes() {
    return pages.getMemSize() + dictionary.bytes() + texts.length();
  }

  /** Begins to write the page: its levels go into the buffer next. */
  PageBuffer levels() {
    buffer.clear();
    return buffer;
  }

  /**
   * Writes the page, whose levels are in the buffer.
   *
   * @param ids the page's numbers, 0 for null; 0 or 1 where it is plain
   * @param slots how many of them
   * @param rows how many rows they are
   * @param nulls how many of them are 0
   * @param uniform true when all of them are the same
   */
  void end(int[] ids, int slots, int rows, int nulls, boolean uniform) {
    boolean numbers = !plain && nulls < slots;
    if (numbers) {
      showNumbered(ids, slots, uniform);
      if (uniform) {
        buffer.place(ids[0], slots, idBits());
      } else {
        buffer.places(ids, slots, nulls, idBits());
      }
    }
    try {
      pages.writePage(
          numbers ? buffer.content() : BytesInput.concat(buffer.content(), texts.content()),
          slots,
          rows,
          range.statistics(column.getPrimitiveType(), nulls),
          PageBuffer.encodingOfLevels(column.getMaxRepetitionLevel()),
          PageBuffer.encodingOfLevels(column.getMaxDefinitionLevel()),
          numbers ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a page of " + column, e);
    }
    values += slots - nulls;
    plain |=
        dictionary.plainBytes() > limits.dictionaryBytes()
            || (values >= ENOUGH_VALUES && dictionary.size() - 1 > values / 2);
    range.clear();
    texts.clear();
  }

  /** Writes the dictionary, if there is one, after the last page. */
  void endDictionary() {
    if (dictionary.size() == 1) {
      return;
    }
    texts.clear();
    for (int id = 1; id < dictionary.size(); id++) {
      texts.add(dictionary.array(), dictionary.start(id), dictionary.length(id));
    }
    try {
      pages.writeDictionaryPage(
          new DictionaryPage(texts.content(), dictionary.size() - 1, Encoding.PLAIN_DICTIONARY));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the dictionary of " + column, e);
    }
  }

  /** Tells the statistics of each value in the page, once. */
  private void showNumbered(int[] ids, int slots, boolean uniform) {
    byte[] array = dictionary.array();
    if (uniform) {
      range.add(array, dictionary.start(ids[0]), dictionary.length(ids[0]));
      return;
    }
    boolean[] there = buffer.marks(ids, slots, dictionary.size());
    for (int id = 1; id < dictionary.size(); id++) {
      if (there[id]) {
        range.add(array, dictionary.start(id), dictionary.length(id));
      }
    }
  }

  /** Width of a number, as far as the dictionary has grown. */
  private int idBits() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 2));
  }
}
