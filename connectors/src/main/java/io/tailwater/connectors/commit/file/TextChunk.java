package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.SliceColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
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
final class TextChunk {
  private static final int PAGE_BYTES = 1 << 20;
  private static final int DICTIONARY_BYTES = 1 << 20;

  /** So many values tell whether they repeat. */
  private static final int ENOUGH_VALUES = 1_000;

  private static final int LENGTH_BYTES = 4;

  /**
   * What a dictionary entry takes in memory beside its bytes: an array, a hash, places in tables.
   */
  private static final int ENTRY_BYTES = 48;

  private final ColumnDescriptor column;
  private final PageWriter pages;
  private final ByteBufferAllocator allocator;
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
  private Statistics<?> statistics;

  /**
   * @param column a text column that does not repeat
   * @param pages takes the column's pages
   * @param plain true when a dictionary is not worth trying
   */
  TextChunk(
      ColumnDescriptor column, PageWriter pages, ByteBufferAllocator allocator, boolean plain) {
    this.column = column;
    this.pages = pages;
    this.allocator = allocator;
    this.required = column.getMaxDefinitionLevel() == 0;
    this.plain = plain;
    this.statistics = Statistics.createStats(column.getPrimitiveType());
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

  /** About how many bytes of memory the chunk holds. */
  long bufferedBytes() {
    return pages.getMemSize()
        + dictionaryBytes
        + (long) ENTRY_BYTES * dictionary.size()
        + plainLength
        + (long) LENGTH_BYTES * rows;
  }

  /** Writes what is left of the last page, and the dictionary. */
  void end() {
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
    if (rows == EventFormat.PAGE_ROWS) {
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
      statistics.updateStats(Binary.fromConstantByteArray(dictionary.value(id)));
    }
    put(id);
    values++;
    if (rows == EventFormat.PAGE_ROWS || dictionaryBytes > DICTIONARY_BYTES) {
      endPage();
    }
  }

  private void addPlain(byte[] bytes, int start, int length) {
    int needed = plainLength + LENGTH_BYTES + length;
    if (needed > plainBytes.length) {
      plainBytes = Arrays.copyOf(plainBytes, Math.max(needed, plainBytes.length * 2));
    }
    plainLength = putPlain(plainBytes, plainLength, bytes, start, length);
    statistics.updateStats(Binary.fromReusedByteArray(bytes, start, length));
    put(1);
    if (rows == EventFormat.PAGE_ROWS || plainLength >= PAGE_BYTES) {
      endPage();
    }
  }

  private void put(int id) {
    if (rows == ids.length) {
      ids = Arrays.copyOf(ids, Math.min(EventFormat.PAGE_ROWS, rows * 2));
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
    boolean empty = nulls == rows;
    statistics.incrementNumNulls(nulls);
    boolean numbers = !plain && !empty;
    try (RunLengthBitPackingHybridEncoder levels = encoder(1);
        RunLengthBitPackingHybridEncoder packed = encoder(idBits())) {
      BytesInput body = numbers ? packIds(packed) : BytesInput.from(plainBytes, 0, plainLength);
      pages.writePage(
          required ? body : BytesInput.concat(packLevels(levels), body),
          rows,
          rows,
          statistics,
          Encoding.BIT_PACKED,
          required ? Encoding.BIT_PACKED : Encoding.RLE,
          numbers ? Encoding.PLAIN_DICTIONARY : Encoding.PLAIN);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a page of " + column, e);
    }
    plain |=
        dictionaryBytes > DICTIONARY_BYTES
            || (values >= ENOUGH_VALUES && dictionary.size() - 1 > values / 2);
    statistics = Statistics.createStats(column.getPrimitiveType());
    plainLength = 0;
    rows = 0;
    nulls = 0;
    page++;
  }

  private BytesInput packLevels(RunLengthBitPackingHybridEncoder levels) throws IOException {
    for (int i = 0; i < rows; i++) {
      levels.writeInt(ids[i] == Dictionary.NULL ? 0 : 1);
    }
    BytesInput bytes = levels.toBytes();
    return BytesInput.concat(BytesInput.fromInt((int) bytes.size()), bytes);
  }

  private BytesInput packIds(RunLengthBitPackingHybridEncoder packed) throws IOException {
    for (int i = 0; i < rows; i++) {
      if (ids[i] != Dictionary.NULL) {
        packed.writeInt(ids[i] - 1);
      }
    }
    return BytesInput.concat(BytesInput.from(new byte[] {(byte) idBits()}), packed.toBytes());
  }

  /** Width of a number, as far as the dictionary has grown. */
  private int idBits() {
    return BytesUtils.getWidthFromMaxInt(Math.max(0, dictionary.size() - 2));
  }

  private RunLengthBitPackingHybridEncoder encoder(int bits) {
    return new RunLengthBitPackingHybridEncoder(bits, 1 << 10, PAGE_BYTES, allocator);
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
