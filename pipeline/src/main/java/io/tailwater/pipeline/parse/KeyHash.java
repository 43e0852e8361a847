package io.tailwater.pipeline.parse;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash of keys that whoever writes the log may choose, for tables in which keys of one slot are
 * looked at one after the other. {@link ByteScan#hash} adds its words up, so anybody can write as
 * many keys as he likes that share theirs; that is good enough where a newcomer takes over a place.
 * Here each word goes through a multiplication whose 128 bits are folded into 64, by factors that
 * differ from process to process.
 */
final class KeyHash {
  private static final int WORD = 8;
  private static final long SEED = ThreadLocalRandom.current().nextLong();
  private static final long MIX1 = ThreadLocalRandom.current().nextLong() | 1;
  private static final long MIX2 = ThreadLocalRandom.current().nextLong() | 1;

  private KeyHash() {}

  /** The hash of the key {@code [from, to)} below another one. */
  static int of(byte[] b, int from, int to, int parent) {
    int length = to - from;
    long h = SEED + ((long) parent << 32 | length);
    for (int at = from; at < to - WORD; at += WORD) {
      h = folded(h ^ ByteScan.word(b, at), MIX1);
    }
    long last = length < WORD ? ByteScan.shortWord(b, from, length) : ByteScan.word(b, to - WORD);
    h = folded(h ^ last, MIX2);
    return (int) (h ^ h >>> 32);
  }

  private static long folded(long word, long factor) {
    return Math.multiplyHigh(word, factor) ^ word * factor;
  }
}
