package io.tailwater.pipeline.parse;

import java.util.Arrays;

/**
 * Remembers a number for each of the slices seen lately, in memory that never grows: a slice has
 * one place, and a newcomer takes it over. A hit compares all bytes, so an answer is never another
 * slice's. Slices longer than a place are not remembered.
 */
final class SliceMemo {
  private final int width;
  private final int mask;
  private final byte[] keys;
  private final int[] lengths;
  private final int[] hashes;
  private final int[] values;
  private int place;
  private int hash;

  /** A memo of {@code places} slices, a power of two, of up to {@code width} bytes each. */
  SliceMemo(int places, int width) {
    this.width = width;
    this.mask = places - 1;
    this.keys = new byte[places * width];
    this.lengths = new int[places];
    this.hashes = new int[places];
    this.values = new int[places];
    Arrays.fill(lengths, width + 1);
  }

  /** True when the slice is remembered under this seed; {@link #value} is its number then. */
  boolean find(byte[] b, int from, int length, int seed) {
    hash = ByteScan.hash(b, from, length, seed);
    place = hash & mask;
    int at = place * width;
    return hashes[place] == hash
        && lengths[place] == length
        && Arrays.equals(keys, at, at + length, b, from, from + length);
  }

  int value() {
    return values[place];
  }

  /** Remembers a number for the slice that the last {@link #find} did not find. */
  void put(byte[] b, int from, int length, int value) {
    if (length > width) {
      return;
    }
    System.arraycopy(b, from, keys, place * width, length);
    lengths[place] = length;
    hashes[place] = hash;
    values[place] = value;
  }
}
