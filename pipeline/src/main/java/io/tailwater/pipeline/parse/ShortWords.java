package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;

/**
 * The numbers of the few short words seen lately, each as one {@code long}: its bytes, the first
 * one lowest, then zeros. A newcomer takes the place of the oldest.
 */
final class ShortWords {
  private static final int WORDS = 8;

  private final long[] words = new long[WORDS];
  private final int[] ids = new int[WORDS];
  private int turn;

  /** The number of a word; {@link Dictionary#NULL} when it is not known. */
  int idOf(long word) {
    for (int i = 0; i < WORDS; i++) {
      if (words[i] == word) {
        return ids[i];
      }
    }
    return Dictionary.NULL;
  }

  /** Takes a word that may be too long, and then is not kept. */
  void learn(byte[] value, int id) {
    long word = 0;
    for (int i = Math.min(value.length, Long.BYTES) - 1; i >= 0; i--) {
      word = word << Byte.SIZE | value[i] & 0xFF;
    }
    if (value.length <= Long.BYTES && idOf(word) == Dictionary.NULL) {
      words[turn] = word;
      ids[turn] = id;
      turn = (turn + 1) % WORDS;
    }
  }
}
