package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;

/**
 * Remembers the dictionary numbers of short texts seen lately, such as methods, regions and
 * services: two loads, one multiplication and two comparisons instead of a hash of all bytes. A
 * newcomer takes over the place of another one.
 */
final class ShortTexts {
  /** Longer texts are not remembered. */
  private static final int MOST = 16;

  private static final int WORD = 8;
  private static final int PLACES_LOG = 8;

  private final long[] heads = new long[1 << PLACES_LOG];
  private final long[] tails = new long[1 << PLACES_LOG];
  private final int[] lengths = new int[1 << PLACES_LOG];
  private final int[] ids = new int[1 << PLACES_LOG];
  private long head;
  private long tail;
  private int place;

  /** The number of the text; {@link Dictionary#NULL} when it is not remembered. */
  int find(byte[] b, int from, int length) {
    if (!look(b, from, length)) {
      return Dictionary.NULL;
    }
    boolean here = heads[place] == head && tails[place] == tail && lengths[place] == length;
    return here ? ids[place] : Dictionary.NULL;
  }

  /** Remembers the text's number, if it is short. */
  void put(byte[] b, int from, int length, int id) {
    if (look(b, from, length)) {
      heads[place] = head;
      tails[place] = tail;
      lengths[place] = length;
      ids[place] = id;
    }
  }

  /** Loads the text's words, which overlap from nine to fifteen bytes. */
  private boolean look(byte[] b, int from, int length) {
    if (length == 0 || length > MOST || from > b.length - WORD) {
      return false;
    }
    long first = ByteScan.word(b, from);
    head = length < WORD ? first & -1L >>> (WORD - length) * 8 : first;
    tail = length > WORD ? ByteScan.word(b, from + length - WORD) : 0;
    long mixed = (head ^ Long.rotateLeft(tail, 29) ^ length) * 0x9E3779B97F4A7C15L;
    place = (int) (mixed >>> Long.SIZE - PLACES_LOG);
    return true;
  }
}
