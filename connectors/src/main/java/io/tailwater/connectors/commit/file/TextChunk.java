package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.SliceColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * One text column of one row group, from slices to Parquet pages (data page version 1).
 *
 * <p>Parquet's own column writer wraps each value in an object, hashes it byte by byte to find its
 * dictionary number, compares it with the smallest and the largest value so far, and only then
 * stores the number. Here values arrive as slices or already numbered:
 *
 * <ul>
 *   <li>A slice is looked up in a {@link Dictionary} of the row group. A value of a {@link
 *       DictionaryColumn} is looked up once a row group; after that its number is translated by an
 *       array.
 *   <li>A page is an array of numbers, 0 for null. When it is full, it is packed: definition levels
 *       (unless the column is required), one byte with the width of a number, the numbers less one.
 *   <li>Only the first occurrence of a value in a page is compared for the page's statistics.
 *   <li>When the dictionary grows beyond its limit, or the first page shows that values hardly
 *       repeat, the page ends and the following ones hold plain values. Pages of both kinds may
 *       stand in one chunk, those with numbers first.
 * </ul>
 *
 * A page may end at any row, for the rows of each are told to Parquet. No bytes of the caller are
 * kept. Not thread-safe.
 */
final class TextChunk implements Chunk {
  /** So many values tell whether they repeat. */
  private static final int ENOUGH_VALUES = 1_000;

  private static final int LENGTH_BYTES = 4;

  /**
   * What a dictionary entry takes in memory beside its bytes: an array, a hash, places in tables.
   */
  private static final int ENTRY_BYTES = 48;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final PageBuffer buffer;
  private final PageLimits limits;
  private final boolean required;

  private final Dictionary dictionary = new Dictionary();
  private int dictionaryBytes;
  private int[] seenInPage = new int[16];
  private Dictionary translated;
  private int[] translation = new int[0];

  private int[] ids = new int[256];
  private int rows;
  private int nulls;
  private int page = 1;
  private long values;
  private boolean plain;
  private byte[] plainBytes = new byte[0];
  private int plainLength;
  private byte[] least;
  private byte[] most;

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
    this.pages = pages;
    this.buffer = buffer;
    this.limits = limits;
    this.required = column.getMaxDefinitionLevel() == 0;
    this.plain = plain;
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(SliceColumn slices, int[] chosen, int from, int to) {
    for (int i = from; i < to; i++) {
      int row = chosen[i];
      byte[] base = slices.base(row);
      if (base == null) {
        addNull();
      } else {
        add(base, slices.start(row), slices.length(row));
      }
    }
  }

  /** Adds the column's rows {@code chosen[from]} to {@code chosen[to - 1]}. */
  void add(DictionaryColumn numbered, int[] chosen, int from, int to) {
    follow(numbered.dictionary());
    for (int i = from; i < to; i++) {
      int id = numbered.id(chosen[i]);
      if (id == Dictionary.NULL) {
        addNull();
      } else if (plain) {
        byte[] value = translated.value(id);
        addPlain(value, 0, value.length);
      } else {
        if (translation[id] == 0) {
          byte[] value = translated.value(id);
          translation[id] = numberOf(value, 0, value.length);
        }
        addNumber(translation[id]);
      }
    }
  }

  /** Adds the same value {@code count} times. */
  void add(byte[] value, int count) {
    int left = count;
    if (!plain) {
      int number = numberOf(value, 0, value.length);
      for (; left > 0 && !plain; left--) {
        addNumber(number);
      }
    }
    for (; left > 0; left--) {
      addPlain(value, 0, value.length);
    }
  }

  @Override
  public long bufferedBytes() {
    return pages.getMemSize()
        + dictionaryBytes
        + (long) ENTRY_BYTES * dictionary.size()
        + plainLength
        + (long) LENGTH_BYTES * rows;
  }

  @Override
  public void end() {
    if (rows > 0) {
      endPage();
    }
    if (dictionary.size() > 1) {
      writeDictionary();
    }
  }

  private void addNull() {
    if (required) {
      throw new IllegalArgumentException("Column " + column + " must have a value in every row");
    }
    put(Dictionary.NULL);
    nulls++;
    if (rows == limits.rows()) {
      endPage();
    }
  }

  private void add(byte[] bytes, int start, int length) {
    if (plain) {
      addPlain(bytes, start, length);
      return;
    }
    addNumber(numberOf(bytes, start, length));
  }

  private int numberOf(byte[] bytes, int start, int length) {
    int size = dictionary.size();
    int id = dictionary.idOf(bytes, start, length);
    if (id == size) {
      dictionaryBytes += LENGTH_BYTES + length;
      if (id >= seenInPage.length) {
        seenInPage = Arrays.copyOf(seenInPage, id * 2);
      }
    }
    return id;
  }

  private void addNumber(int id) {
    if (seenInPage[id] != page) {
      seenInPage[id] = page;
      byte[] value = dictionary.value(id);
      show(value, 0, value.length);
    }
    put(id);
    values++;
    if (rows == limits.rows() || dictionaryBytes > limits.dictionaryBytes()) {
      endPage();
    }
  }

  private void addPlain(byte[] bytes, int start, int length) {
    int needed = plainLength + LENGTH_BYTES + length;
    if (needed > plainBytes.length) {
      plainBytes = Arrays.copyOf(plainBytes, Math.max(needed, plainBytes.length * 2));
    }
    plainLength = putPlain(plainBytes, plainLength, bytes, start, length);
    show(bytes, start, length);
    put(1);
    if (rows == limits.rows() || plainLength >= limits.bytes()) {
      endPage();
    }
  }

  /** Makes a value known to the page's statistics. */
  private void show(byte[] bytes, int start, int length) {
    int end = start + length;
    boolean first = least == null;
    if (first || Arrays.compareUnsigned(bytes, start, end, least, 0, least.length) < 0) {
      least = Arrays.copyOfRange(bytes, start, end);
    }
    if (first || Arrays.compareUnsigned(bytes, start, end, most, 0, most.length) > 0) {
      most = Arrays.copyOfRange(bytes, start, end);
    }
  }

  private Statistics<?> statistics() {
    Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
    statistics.incrementNumNulls(nulls);
    if (least != null) {
      statistics.updateStats(Binary.fromConstantByteArray(least));
      statistics.updateStats(Binary.fromConstantByteArray(most));
    }
    return statistics;
  }

  private void put(int id) {
    if (rows == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(limits.rows(), rows * 2));
    }
    ids[rows++] = id;
  }

  /** Readies the translation of another column's numbers, which stay the same between batches. */
  private void follow(Dictionary other) {
    if (other != translated) {
      translated = other;
      Arrays.fill(translation, 0);
    }
    if (translation.length < other.size()) {
      translation = Arrays.copyOf(translation, other.size() * 2);
    }
  }

  private void endPage() {
    boolean numbers = !plain && nulls < rows;
    buffer.clear();
    if (!required) {
      buffer.presence(ids, rows, nulls);
    }
    if (numbers) {
      buffer.places(ids, rows, idBits());
    }
    try {
      pages.writePage(
          numbers
              ? buffer.content()
              : BytesInput.concat(buffer.content(), BytesInput.from(plainBytes, 0, plainLength)),
          rows,
          rows,
          statistics(),
          Encoding.BIT_PACKED,
          required ? Encoding.BIT_PACKED : Encoding.RLE,
          numbers ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a page of " + column, e);
    }
    plain |=
        dictionaryBytes > limits.dictionaryBytes()
            || (values >= ENOUGH_VALUES && dictionary.size() - 1 > values / 2);
    least = null;
    most = null;
    plainLength = 0;
    rows = 0;
    nulls = 0;
    page++;
  }

  /** Width of a number, as far as the dictionary has grown. */
  private int idBits() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 2));
  }

  private void writeDictionary() {
    byte[] bytes = new byte[dictionaryBytes];
    int at = 0;
    for (int id = 1; id < dictionary.size(); id++) {
      byte[] value = dictionary.value(id);
      at = putPlain(bytes, at, value, 0, value.length);
    }
    try {
      pages.writeDictionaryPage(
          new DictionaryPage(
              BytesInput.from(bytes), dictionary.size() - 1, Encoding.PLAIN_DICTIONARY));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the dictionary of " + column, e);
    }
  }

  private static int putPlain(byte[] into, int at, byte[] bytes, int start, int length) {
    into[at] = (byte) length;
    into[at + 1] = (byte) (length >>> 8);
    into[at + 2] = (byte) (length >>> 16);
    into[at + 3] = (byte) (length >>> 24);
    System.arraycopy(bytes, start, into, at + LENGTH_BYTES, length);
    return at + LENGTH_BYTES + length;
  }
}
