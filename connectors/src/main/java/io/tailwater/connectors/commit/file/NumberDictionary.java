package io.tailwater.connectors.commit.file;

import java.util.Arrays;

/**
 * Numbers of 64 bits, themselves numbered from 1 in the order in which they were first seen. Not
 * thread-safe.
 */
final class NumberDictionary {
  /** Odd, with bits all over. */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] values = new long[16];
  private int[] table = new int[32];
  private int shift = Long.SIZE - Integer.numberOfTrailingZeros(table.length);
  private int size;

  /** Puts the ids of {@code count} numbers into an array, giving new numbers one. */
  void idsOf(long[] numbers, int count, int[] ids) {
    for (int i = 0; i < count; i++) {
      ids[i] = idOf(numbers[i]);
    }
  }

  private int idOf(long value) {
    int mask = table.length - 1;
    int slot = (int) (value * MIX >>> shift);
    while (true) {
      int id = table[slot];
      if (id == 0) {
        return insert(value, slot);
      }
      if (values[id - 1] == value) {
        return id;
      }
      slot = slot + 1 & mask;
    }
  }

  /** How many ids are given out. */
  int size() {
    return size;
  }

  /** The numbers in the order of their ids, {@link #size} of them. */
  long[] values() {
    return values;
  }

  /** Takes back all ids above {@code kept}; no further number may be looked up after that. */
  void end(int kept) {
    size = kept;
    table = new int[0];
  }

  long bytes() {
    return (long) Long.BYTES * values.length + (long) Integer.BYTES * table.length;
  }

  private int insert(long value, int slot) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
    table[slot] = size;
    if (size * 2 > table.length) {
      rehash();
    }
    return size;
  }

  private void rehash() {
    table = new int[table.length * 2];
    shift--;
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int slot = (int) (values[i] * MIX >>> shift);
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = i + 1;
    }
  }
}
