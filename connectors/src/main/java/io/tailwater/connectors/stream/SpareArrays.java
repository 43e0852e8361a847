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
  private static final int MOST = 12;

  /** Lengths are rounded up to a multiple of this, so that an array fits more than one batch. */
  private static final int STEP = 64 << 10;

  /** Only the start of a long line or a large record needs more; such an array is not kept. */
  private static final int LARGEST = 4 << 20;

  private final ArrayDeque<byte[]> spare = new ArrayDeque<>(MOST + 1);

  /** An array of at least this length; what is in it is left over from another batch. */
  public byte[] take(int length) {
    synchronized (spare) {
      for (Iterator<byte[]> each = spare.iterator(); each.hasNext(); ) {
        byte[] bytes = each.next();
        if (bytes.length >= length) {
          each.remove();
          return bytes;
        }
      }
    }
    return new byte[rounded(length)];
  }

  /** Nobody looks at this array any more. */
  public void giveBack(byte[] bytes) {
    if (bytes.length < STEP || bytes.length > LARGEST) {
      return;
    }
    synchronized (spare) {
      spare.addFirst(bytes);
      if (spare.size() > MOST) {
        spare.removeLast();
      }
    }
  }

  private static int rounded(int length) {
    return length < STEP || length > LARGEST ? length : (length + STEP - 1) / STEP * STEP;
  }
}
