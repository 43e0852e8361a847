package io.tailwater.connectors.stream;

import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Arrays for the bytes of batches, used again and again: the thread that reads takes one, and gets
 * it back when its batch has been through. A new array for each mebibyte would be zeroed first,
 * would never be in the processor's cache, and would make the garbage collector run several times a
 * second. Safe for several threads.
 */
public final class SpareArrays {
  /** All that are kept: what a topic has under way, fetches of four mebibytes. */
  private static final int MOST_BYTES = 16 << 20;

  /** Lengths are rounded up to a multiple of this, and what is shorter is not worth keeping. */
  private static final int STEP = 64 << 10;

  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private int bytesKept;

  /**
   * An array of at least this length, and less than twice it, for where a batch crosses a network
   * all of it does; what is in it is left over from another batch.
   */
  public byte[] take(int length) {
    if (length < STEP) {
      return new byte[length];
    }
    synchronized (spare) {
      for (Iterator<byte[]> each = spare.iterator(); each.hasNext(); ) {
        byte[] bytes = each.next();
        if (bytes.length >= length && bytes.length / 2 < length) {
          // Not by its value, which another may have too.
          each.remove();
          bytesKept -= bytes.length;
          return bytes;
        }
      }
    }
    return new byte[Math.max(length, length / STEP * STEP + STEP)];
  }

  /** Nobody looks at this array any more. */
  public void giveBack(byte[] bytes) {
    if (bytes.length < STEP) {
      return;
    }
    synchronized (spare) {
      spare.addFirst(bytes);
      bytesKept += bytes.length;
      while (bytesKept > MOST_BYTES) {
        bytesKept -= spare.removeLast().length;
      }
    }
  }
}
