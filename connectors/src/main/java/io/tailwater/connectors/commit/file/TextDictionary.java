package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.SliceColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Byte strings of one column of a row group, numbered from 1 in the order in which they were first
 * seen; 0 is null. A hash alone is never trusted: bytes are compared.
 *
 * <p>Half of what a text column costs is this lookup, and most of a lookup is waiting: for memory
 * that is not in the cache, and for branches that the processor guesses wrong. Therefore:
 *
 * <ul>
 *   <li>All values stand one behind the other in one array, each behind its number and length and
 *       filled with zeros to a multiple of eight bytes. The table has a value's hash and place in
 *       one {@code long}. So a lookup touches two cache lines beside the slice itself: a slot, and
 *       the value with its number.
 *   <li>Bytes are read as words of eight, and the words of a slice may overlap. Its first and its
 *       last word cover a slice of 8 to 16 bytes, two and two one of up to 32, whatever its length
 *       is: no loop, nothing to guess. A shorter slice is one word with zeros above.
 *   <li>Longer values, such as names of programs, are few and repeat. Where one was found last is
 *       remembered under a hash of four of its words; all are only hashed when it is another.
 *   <li>Two words are hashed by one multiplication, whose 128 bits are folded into 64. Different
 *       pairs of words do not wait for each other.
 *   <li>What is called for longer slices alone is a method with its words written out: the
 *       just-in-time compiler inlines small methods there only where they are called often.
 * </ul>
 *
 * The factors of the hash differ from process to process: nobody can write a log whose values all
 * share a slot. Not thread-safe.
 */
final class TextDictionary {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long MIX1 = ThreadLocalRandom.current().nextLong() | 1;
  private static final long MIX2 = ThreadLocalRandom.current().nextLong() | 1;
  private static final long MIX3 = ThreadLocalRandom.current().nextLong() | 1;
  private static final long MIX4 = ThreadLocalRandom.current().nextLong() | 1;

  private static final int WORDS_1 = Long.BYTES;
  private static final int WORDS_2 = 2 * Long.BYTES;
  private static final int WORDS_4 = 4 * Long.BYTES;
  private static final int RECENT_BITS = 7;
  private static final int RECENT_SHIFT = Long.SIZE - RECENT_BITS;
  private static final int HEADER = Long.BYTES;
  private static final long UPPER = 0xFFFFFFFF00000000L;

  /** Values from 8 on, each behind a word with its number, and above that its length. */
  private byte[] values = new byte[1 << 10];

  private int end = HEADER;

  /** A hash in the upper half, a place in {@link #values} in the lower one; 0 is free. */
  private long[] table = new long[64];

  private int[] places = new int[16];

  /** Places of values that were found last, by a hash of some of their bytes; 0 is none. */
  private final int[] recent = new int[1 << RECENT_BITS];

  private int size = 1;
  private int plainBytes;

  /**
   * Looks up the column's rows {@code chosen[from]} to {@code chosen[to - 1]}, giving new values
   * numbers, and puts their numbers into {@code ids} from {@code at} on.
   *
   * @return how many of the rows are null
   */
  int idsOf(SliceColumn column, int[] chosen, int from, int to, int[] ids, int at) {
    int nulls = 0;
    for (int i = from; i < to; i++) {
      int row = chosen[i];
      byte[] base = column.base(row);
      int id = 0;
      if (base == null) {
        nulls++;
      } else {
        id = idOf(base, column.start(row), column.length(row));
      }
      ids[at + i - from] = id;
    }
    return nulls;
  }

  /** The number of the slice, giving it one when it is new. */
  int idOf(byte[] bytes, int start, int length) {
    return length > WORDS_4 ? longIdOf(bytes, start, length) : lookUp(bytes, start, length);
  }

  private int longIdOf(byte[] bytes, int start, int length) {
    int end = start + length;
    long some =
        ((long) WORD.get(bytes, start + 16) ^ (long) WORD.get(bytes, end - 24)) * MIX1
            + ((long) WORD.get(bytes, start + (length >> 1))
                    ^ (long) WORD.get(bytes, end - 8) + length)
                * MIX3;
    int slot = (int) (some >>> RECENT_SHIFT);
    int place = recent[slot];
    if (place != 0) {
      long header = (long) WORD.get(values, place - HEADER);
      if (header >>> Integer.SIZE == length && holdsLonger(values, place, bytes, start, length)) {
        return (int) header;
      }
    }
    int id = lookUp(bytes, start, length);
    recent[slot] = places[id];
    return id;
  }

  private int lookUp(byte[] bytes, int start, int length) {
    long hash = hash(bytes, start, length);
    int mask = table.length - 1;
    int slot = (int) (hash >>> Integer.SIZE) & mask;
    while (true) {
      long entry = table[slot];
      if (entry == 0) {
        return insert(bytes, start, length, hash, slot);
      }
      int place = (int) entry;
      long header = word(values, place - HEADER);
      if (((entry ^ hash) & UPPER | header >>> Integer.SIZE ^ length) == 0
          && holds(place, bytes, start, length)) {
        return (int) header;
      }
      slot = slot + 1 & mask;
    }
  }

  /** One more than the highest number given out. */
  int size() {
    return size;
  }

  /** How many bytes all values take as plain values of a page. */
  int plainBytes() {
    return plainBytes;
  }

  /** About how many bytes of memory all this takes. */
  long bytes() {
    return values.length
        + (long) Long.BYTES * table.length
        + (long) Integer.BYTES * (places.length + recent.length);
  }

  /** The array that holds the value of a number. */
  byte[] array() {
    return values;
  }

  /** Where in the array the value of a number begins. */
  int start(int id) {
    return places[id];
  }

  /** The length of a number's value in bytes. */
  int length(int id) {
    return (int) ((long) WORD.get(values, places[id] - HEADER) >>> Integer.SIZE);
  }

  private int insert(byte[] bytes, int start, int length, long hash, int slot) {
    int place = end + HEADER;
    int padded = Math.addExact(length, Long.BYTES - 1) & -Long.BYTES;
    int next = Math.addExact(place, Math.max(padded, Long.BYTES));
    if (next > values.length) {
      values =
          Arrays.copyOf(
              values, Math.max(next, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * values.length)));
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    int id = size++;
    WORD.set(values, place - HEADER, (long) length << Integer.SIZE | id);
    System.arraycopy(bytes, start, values, place, length);
    end = next;
    places[id] = place;
    plainBytes += Integer.BYTES + length;
    table[slot] = hash & UPPER | place;
    if (size * 2 > table.length) {
      table = Dictionary.twice(table);
    }
    return id;
  }

  private boolean holds(int place, byte[] bytes, int start, int length) {
    if (length < WORDS_1) {
      return word(values, place) == shortWord(bytes, start, length);
    }
    if (length > WORDS_2) {
      return holdsLong(values, place, bytes, start, length);
    }
    int last = length - WORDS_1;
    return (word(values, place) ^ word(bytes, start)
            | word(values, place + last) ^ word(bytes, start + last))
        == 0;
  }

  private static boolean holdsLong(byte[] values, int place, byte[] bytes, int start, int length) {
    if (length > WORDS_4) {
      return holdsLonger(values, place, bytes, start, length);
    }
    int tail = length - WORDS_2;
    return ((long) WORD.get(values, place) ^ (long) WORD.get(bytes, start)
            | (long) WORD.get(values, place + 8) ^ (long) WORD.get(bytes, start + 8)
            | (long) WORD.get(values, place + tail) ^ (long) WORD.get(bytes, start + tail)
            | (long) WORD.get(values, place + tail + 8) ^ (long) WORD.get(bytes, start + tail + 8))
        == 0;
  }

  private static boolean holdsLonger(
      byte[] values, int place, byte[] bytes, int start, int length) {
    int tail = length - WORDS_4;
    int at = 0;
    long differences;
    do {
      differences =
          (long) WORD.get(values, place + at) ^ (long) WORD.get(bytes, start + at)
              | (long) WORD.get(values, place + at + 8) ^ (long) WORD.get(bytes, start + at + 8)
              | (long) WORD.get(values, place + at + 16) ^ (long) WORD.get(bytes, start + at + 16)
              | (long) WORD.get(values, place + at + 24) ^ (long) WORD.get(bytes, start + at + 24);
      at = at < tail ? Math.min(at + WORDS_4, tail) : length;
    } while (differences == 0 && at < length);
    return differences == 0;
  }

  private static long hash(byte[] bytes, int start, int length) {
    if (length < WORDS_1) {
      return fold(shortWord(bytes, start, length) ^ MIX2, length ^ MIX1);
    }
    if (length > WORDS_2) {
      return longHash(bytes, start, length);
    }
    return fold(word(bytes, start) ^ MIX2, word(bytes, start + length - WORDS_1) ^ MIX1 + length);
  }

  private static long longHash(byte[] bytes, int start, int length) {
    int tail = start + length - WORDS_2;
    long one = (long) WORD.get(bytes, start) ^ MIX1;
    long two = (long) WORD.get(bytes, start + 8) ^ MIX2;
    long three = (long) WORD.get(bytes, tail) ^ MIX3;
    long four = (long) WORD.get(bytes, tail + 8) ^ MIX4;
    for (int at = start + WORDS_2; at < tail; at += WORDS_2) {
      one = (one ^ one >>> Integer.SIZE) * MIX3 + (long) WORD.get(bytes, at);
      two = (two ^ two >>> Integer.SIZE) * MIX4 + (long) WORD.get(bytes, at + 8);
    }
    return fold(one, two) + length * MIX3 + fold(three, four);
  }

  /** Fewer than eight bytes, the first lowest, zeros above them. */
  private static long shortWord(byte[] bytes, int start, int length) {
    if (length == 0) {
      return 0;
    }
    int unused = Long.SIZE - length * Byte.SIZE;
    if (start + Long.BYTES <= bytes.length) {
      return word(bytes, start) << unused >>> unused;
    }
    if (start + length >= Long.BYTES) {
      return word(bytes, start + length - Long.BYTES) >>> unused;
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << Byte.SIZE | bytes[start + i] & 0xFF;
    }
    return word;
  }

  private static long fold(long x, long y) {
    return Math.multiplyHigh(x, y) ^ x * y;
  }

  private static long word(byte[] bytes, int at) {
    return (long) WORD.get(bytes, at);
  }
}
