package io.tailwater.connectors.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Byte strings numbered in the order in which they were first seen. Entry 0 is null. A lookup
 * hashes the slice and compares its bytes, so two values never share a number. Not thread-safe.
 *
 * <p>A dictionary never forgets; the columns that use one have few distinct values or a cap.
 */
public final class Dictionary {
  /** The number of the null value. */
  public static final int NULL = 0;

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long FACTOR = ThreadLocalRandom.current().nextLong() | 1;
  private static final long FIRST = ThreadLocalRandom.current().nextLong();
  private static final long NEXT = ThreadLocalRandom.current().nextLong();

  private byte[][] values = new byte[16][];

  /** A hash in the upper half, whose value's number is in the lower one; 0 is free. */
  private long[] table = new long[32];

  private int size = 1;

  /** The number of the slice, giving it one when it is new. */
  public int idOf(byte[] bytes, int from, int length) {
    int hash = hash(bytes, from, length);
    int slot = find(bytes, from, length, hash);
    int id = (int) table[slot];
    if (id != NULL) {
      return id;
    }
    return insert(Arrays.copyOfRange(bytes, from, from + length), hash, slot);
  }

  /** The number of the string, giving it one when it is new; {@link #NULL} for null. */
  public int idOf(String value) {
    if (value == null) {
      return NULL;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return idOf(bytes, 0, bytes.length);
  }

  /** True when the slice already has a number. */
  public boolean contains(byte[] bytes, int from, int length) {
    return table[find(bytes, from, length, hash(bytes, from, length))] != 0;
  }

  /** The bytes of a number; null for {@link #NULL}. */
  public byte[] value(int id) {
    return values[id];
  }

  /** The string of a number; null for {@link #NULL}. */
  public String string(int id) {
    return values[id] == null ? null : new String(values[id], StandardCharsets.UTF_8);
  }

  /** How many numbers are given out, the null value's included. */
  public int size() {
    return size;
  }

  private int find(byte[] bytes, int from, int length, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    while (true) {
      long entry = table[slot];
      if (entry == 0
          || (int) (entry >>> Integer.SIZE) == hash && holds((int) entry, bytes, from, length)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private boolean holds(int id, byte[] bytes, int from, int length) {
    byte[] value = values[id];
    return value.length == length && isSame(value, bytes, from);
  }

  /** Most values are short and the same, and then a loop costs less than a call. */
  private static boolean isSame(byte[] value, byte[] bytes, int from) {
    int last = value.length - Long.BYTES;
    if (last < 0) {
      return Arrays.equals(value, 0, value.length, bytes, from, from + value.length);
    }
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) EIGHT.get(value, i) != (long) EIGHT.get(bytes, from + i)) {
        return false;
      }
    }
    return (long) EIGHT.get(value, last) == (long) EIGHT.get(bytes, from + last);
  }

  private int insert(byte[] value, int hash, int slot) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    int id = size++;
    values[id] = value;
    table[slot] = (long) hash << Integer.SIZE | id;
    if (size * 2 > table.length) {
      table = twice(table);
    }
    return id;
  }

  /**
   * A table of twice the size, a power of two, with the same entries. An entry has a hash in its
   * upper half, whose lower bits name its slot, or the first free one after that; 0 is free.
   */
  public static long[] twice(long[] table) {
    long[] larger = new long[table.length * 2];
    int mask = larger.length - 1;
    for (long entry : table) {
      if (entry != 0) {
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (larger[slot] != 0) {
          slot = slot + 1 & mask;
        }
        larger[slot] = entry;
      }
    }
    return larger;
  }

  /**
   * Each word is turned by a number of its place and multiplied, the 128 bits of that are folded
   * into 64, and all are added up, so no multiplication waits for another one; the last eight bytes
   * may overlap those before. The numbers differ from process to process: nobody can write values
   * that all share a slot.
   */
  static int hash(byte[] bytes, int from, int length) {
    long sum = length;
    long turn = FIRST;
    int end = from + length;
    if (length >= Long.BYTES) {
      int last = end - Long.BYTES;
      for (int i = from; i < last; i += Long.BYTES) {
        sum += folded((long) EIGHT.get(bytes, i) ^ turn);
        turn += NEXT;
      }
      sum += folded((long) EIGHT.get(bytes, last) ^ turn);
    } else {
      long rest = 0;
      for (int i = from; i < end; i++) {
        rest = rest << Byte.SIZE | bytes[i] & 0xFF;
      }
      sum += folded(rest ^ turn);
    }
    return (int) (sum ^ sum >>> Integer.SIZE);
  }

  private static long folded(long word) {
    return Math.multiplyHigh(word, FACTOR) ^ word * FACTOR;
  }
}
