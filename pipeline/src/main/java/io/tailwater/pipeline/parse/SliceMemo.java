package io.tailwater.pipeline.parse;

import java.util.Arrays;

/**
 * Remembers a number for each of the slices seen lately, in memory that never grows. A slice's hash
 * names the four places where it may be kept; a newcomer takes over one of them. A hit compares all
 * bytes, so an answer is never another slice's. Slices longer than a place are not remembered.
 */
final class SliceMemo {
  private static final int WAYS = 4;

  // The facts of a place stand side by side: those of four places are one cache line.
  private static final int HASH = 0;
  private static final int LENGTH = 1;
  private static final int SEED = 2;
  private static final int VALUE = 3;
  private static final int FACTS = 4;

  private final int width;
  private final int mask;
  private final byte[] keys;
  private final int[] facts;
  private int place;
  private int hash;
  private int seed;
  private int turn;

  /** A memo of {@code places} slices, a power of two, of up to {@code width} bytes each. */
  SliceMemo(int places, int width) {
    this.width = width;
    this.mask = places - WAYS;
    this.keys = new byte[places * width];
    this.facts = new int[places * FACTS];
    Arrays.fill(facts, width + 1);
  }

  /** True when the slice is remembered under this seed; {@link #value} is its number then. */
  boolean find(byte[] b, int from, int length, int under) {
    return find(b, from, length, under, ByteScan.hash(b, from, length, under));
  }

  /** The same for who knows the slice's hash under that seed. */
  boolean find(byte[] b, int from, int length, int under, int itsHash) {
    seed = under;
    hash = itsHash;
    int first = hash & mask;
    for (place = first; place < first + WAYS; place++) {
      if (facts[place * FACTS + HASH] == hash && isAt(place, b, from, length)) {
        return true;
      }
    }
    place = first + (turn++ & WAYS - 1);
    return false;
  }

  private boolean isAt(int candidate, byte[] b, int from, int length) {
    int at = candidate * FACTS;
    int key = candidate * width;
    return facts[at + LENGTH] == length
        && facts[at + SEED] == seed
        && length <= width
        && ByteScan.equal(keys, key, b, from, length);
  }

  int value() {
    return facts[place * FACTS + VALUE];
  }

  /** Remembers a number for the slice that the last {@link #find} did not find. */
  void put(byte[] b, int from, int length, int value) {
    if (length > width) {
      return;
    }
    System.arraycopy(b, from, keys, place * width, length);
    int at = place * FACTS;
    facts[at + HASH] = hash;
    facts[at + LENGTH] = length;
    facts[at + SEED] = seed;
    facts[at + VALUE] = value;
  }
}
