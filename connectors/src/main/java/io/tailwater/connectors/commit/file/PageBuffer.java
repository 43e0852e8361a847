package io.tailwater.connectors.commit.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.Encoding;

/**
 * The bytes of one page before they are compressed, written in Parquet's "RLE/bit-packing hybrid"
 * and plain encodings. Used for one page after the other, by one thread.
 *
 * <p>The hybrid is a sequence of two kinds of runs, each behind a number of variable length: {@code
 * count << 1} and a value that repeats so often, or {@code groups << 1 | 1} and eight times as many
 * values of equal width, the first in the lowest bits. Parquet's own encoder is told one value at a
 * time, so it must keep a state between any two of them: the run so far, eight values that may
 * still become a run, the place of a header that is not known yet. Here the page's values are all
 * there, and so it takes two plain loops: one looks ahead for the end of a run, the other shifts
 * values into a word and stores a word whenever it holds one.
 *
 * <p>What makes the runs correct:
 *
 * <ul>
 *   <li>Only the last group of packed values may be incomplete (it is filled with zeros). So a run
 *       that follows packed values first gives as many of its own to them as their last group
 *       lacks, and is only written as a run if enough of it is left.
 *   <li>Enough is what takes fewer bytes than packing: a run costs up to three bytes, and as many
 *       again for the header of the packed values behind it. Eight values of one bit are one byte.
 *   <li>A page's values have fewer than 2^29 groups, so the headers fit an int.
 * </ul>
 */
final class PageBuffer {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Values in a group of packed ones. */
  private static final int GROUP = 8;

  /** Bytes that a run, and the header of packed values before it, take at most. */
  private static final int RUN_BYTES = 14;

  private static final int LENGTH_BYTES = 4;
  private static final int VARINT_BITS = 7;

  private byte[] bytes = new byte[1 << 10];
  private int length;
  private int[] scratch = new int[0];
  private boolean[] marks = new boolean[0];

  /** Begins a page. */
  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  /** What was written since the page began; valid until the next one begins. */
  BytesInput content() {
    return BytesInput.from(bytes, 0, length);
  }

  /** Levels of rows that are null or not, behind their length: 0 where the id is 0, else 1. */
  void presence(int[] ids, int rows, int nulls) {
    int start = skipLength();
    if (nulls == 0 || nulls == rows) {
      run(nulls == 0 ? 1 : 0, rows, 1);
    } else {
      int[] levels = scratch(rows);
      for (int i = 0; i < rows; i++) {
        levels[i] = ids[i] == 0 ? 0 : 1;
      }
      hybrid(levels, rows, 1);
    }
    setLength(start);
  }

  /** The same for rows that are told apart by a flag. */
  void presence(boolean[] present, int rows, int nulls) {
    int start = skipLength();
    if (nulls == 0 || nulls == rows) {
      run(nulls == 0 ? 1 : 0, rows, 1);
    } else {
      int[] levels = scratch(rows);
      for (int i = 0; i < rows; i++) {
        levels[i] = present[i] ? 1 : 0;
      }
      hybrid(levels, rows, 1);
    }
    setLength(start);
  }

  /** How levels up to {@code max} are encoded: not at all, where there is but one. */
  static Encoding encodingOfLevels(int max) {
    return max == 0 ? Encoding.BIT_PACKED : Encoding.RLE;
  }

  /** Levels up to {@code max}, behind their length. */
  void levels(int[] levels, int count, int max) {
    int start = skipLength();
    hybrid(levels, count, BytesUtils.getWidthFromMaxInt(max));
    setLength(start);
  }

  /** The same where all of them are one. */
  void sameLevels(int level, int count, int max) {
    int start = skipLength();
    run(level, count, BytesUtils.getWidthFromMaxInt(max));
    setLength(start);
  }

  /**
   * Repetition levels of rows with so many entries each, behind their length: 0 where a row begins,
   * else 1. A row without entries has a level, too.
   */
  void repetitions(int[] entries, int rows, int slots) {
    if (rows == slots) {
      sameLevels(0, slots, 1);
      return;
    }
    int start = skipLength();
    int size = bytesOf(slots, 1);
    ensure(size + RUN_BYTES);
    varint(size << 1 | 1);
    Arrays.fill(bytes, length, length + size, (byte) -1);
    bytes[length + size - 1] = (byte) (0xFF >> size * Byte.SIZE - slots);
    int slot = 0;
    for (int row = 0; row < rows; row++) {
      bytes[length + slot / GROUP] ^= (byte) (1 << slot % GROUP);
      slot += Math.max(1, entries[row]);
    }
    length += size;
    setLength(start);
  }

  /** Dictionary places, one less than the ids, of all rows whose id is not 0; their width first. */
  void places(int[] ids, int rows, int nulls, int bits) {
    int[] places = scratch(rows);
    if (nulls == 0) {
      for (int i = 0; i < rows; i++) {
        places[i] = ids[i] - 1;
      }
    } else {
      int count = 0;
      for (int i = 0; i < rows; i++) {
        places[count] = ids[i] - 1;
        count += ids[i] == 0 ? 0 : 1;
      }
    }
    ensure(1);
    bytes[length++] = (byte) bits;
    hybrid(places, rows - nulls, bits);
  }

  /** The same for rows that all have one id. */
  void place(int id, int rows, int bits) {
    ensure(1);
    bytes[length++] = (byte) bits;
    run(id - 1, rows, bits);
  }

  /** Which of the ids below {@code size} are among those of the rows; valid until the next call. */
  boolean[] marks(int[] ids, int rows, int size) {
    if (marks.length < size) {
      marks = new boolean[size * 2];
    }
    Arrays.fill(marks, 0, size, false);
    for (int i = 0; i < rows; i++) {
      marks[ids[i]] = true;
    }
    return marks;
  }

  /** Plain numbers of four bytes. */
  void ints(long[] values, int count) {
    int size = Math.multiplyExact(count, Integer.BYTES);
    ensure(size);
    byte[] into = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      INT.set(into, at + i * Integer.BYTES, (int) values[i]);
    }
    length = at + size;
  }

  /** Plain numbers of eight bytes. */
  void longs(long[] values, int count) {
    int size = Math.multiplyExact(count, Long.BYTES);
    ensure(size);
    byte[] into = bytes;
    int at = length;
    for (int i = 0; i < count; i++) {
      LONG.set(into, at + i * Long.BYTES, values[i]);
    }
    length = at + size;
  }

  /** Plain truth values, a bit each: 0 or 1. */
  void flags(long[] values, int count) {
    int[] flags = scratch(count);
    for (int i = 0; i < count; i++) {
      flags[i] = (int) values[i];
    }
    ensure(bytesOf(count, 1));
    pack(flags, 0, count, 1);
  }

  /** Values of that many bits, 0 to 32, as runs and packed ones. */
  void hybrid(int[] values, int count, int bits) {
    if (bits == 0) {
      run(0, count, bits);
      return;
    }
    ensure(sizeBound(count, bits));
    int least = leastRun(bits);
    int packed = 0;
    int at = 0;
    while (at + GROUP <= count) {
      if (differ(values, at)) {
        at += GROUP;
        continue;
      }
      int value = values[at];
      int end = at + GROUP;
      while (end < count && values[end] == value) {
        end++;
      }
      if (end - at >= least) {
        packed(values, packed, at, bits);
        run(value, end - at, bits);
        packed = end;
        at = end;
      } else {
        at += end - at & -GROUP;
      }
    }
    packed(values, packed, count, bits);
  }

  /** Whether the eight values from there are not all the same. */
  private static boolean differ(int[] values, int at) {
    int first = values[at];
    return (first ^ values[at + 1]
            | first ^ values[at + 2]
            | first ^ values[at + 3]
            | first ^ values[at + 4]
            | first ^ values[at + 5]
            | first ^ values[at + 6]
            | first ^ values[at + 7])
        != 0;
  }

  private static int leastRun(int bits) {
    return bits < 2 ? 4 * GROUP : bits < GROUP ? 2 * GROUP : GROUP;
  }

  private static int sizeBound(int count, int bits) {
    return Math.addExact(Math.multiplyExact(count / GROUP + 2, bits + RUN_BYTES), 2 * Long.BYTES);
  }

  private void run(int value, int count, int bits) {
    ensure(RUN_BYTES);
    varint(count << 1);
    for (int shift = 0; shift < bits; shift += Byte.SIZE) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  private void packed(int[] values, int from, int to, int bits) {
    if (from < to) {
      int groups = (to - from + GROUP - 1) / GROUP;
      varint(groups << 1 | 1);
      int whole = to - (to - from & GROUP - 1);
      if (bits <= 2 * GROUP) {
        packGroups(values, from, whole, bits);
      } else {
        pack(values, from, whole, bits);
      }
      if (whole < to) {
        int end = length + bits;
        pack(values, whole, to, bits);
        Arrays.fill(bytes, length, end, (byte) 0);
        length = end;
      }
    }
  }

  /** Whole groups of values of at most 16 bits: two words of four values, joined. */
  private void packGroups(int[] values, int from, int to, int bits) {
    int half = 4 * bits;
    byte[] into = bytes;
    int at = length;
    for (int i = from; i < to; i += GROUP) {
      long low =
          (long) values[i + 3] << 3 * bits
              | (long) values[i + 2] << 2 * bits
              | (long) values[i + 1] << bits
              | values[i];
      long high =
          (long) values[i + 7] << 3 * bits
              | (long) values[i + 6] << 2 * bits
              | (long) values[i + 5] << bits
              | values[i + 4];
      LONG.set(into, at, low | high << half - 1 << 1);
      LONG.set(into, at + Long.BYTES, high >>> Long.SIZE - half);
      at += bits;
    }
    length = at;
  }

  private void pack(int[] values, int from, int to, int bits) {
    long word = 0;
    int filled = 0;
    for (int i = from; i < to; i++) {
      word |= (values[i] & 0xFFFFFFFFL) << filled;
      filled += bits;
      if (filled >= Integer.SIZE) {
        INT.set(bytes, length, (int) word);
        length += Integer.BYTES;
        word >>>= Integer.SIZE;
        filled -= Integer.SIZE;
      }
    }
    for (; filled > 0; filled -= Byte.SIZE) {
      bytes[length++] = (byte) word;
      word >>>= Byte.SIZE;
    }
  }

  private static int bytesOf(int count, int bits) {
    return (count * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  private void varint(int value) {
    int left = value;
    while (left >>> VARINT_BITS != 0) {
      bytes[length++] = (byte) (left | 1 << VARINT_BITS);
      left >>>= VARINT_BITS;
    }
    bytes[length++] = (byte) left;
  }

  private int skipLength() {
    ensure(LENGTH_BYTES);
    length += LENGTH_BYTES;
    return length;
  }

  private void setLength(int start) {
    INT.set(bytes, start - LENGTH_BYTES, length - start);
  }

  private int[] scratch(int count) {
    if (scratch.length < count) {
      scratch = new int[count];
    }
    return scratch;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
