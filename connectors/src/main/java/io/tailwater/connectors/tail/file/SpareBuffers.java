package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Direct buffers for the next who needs one: what an archive had while it was open is not left to
 * the garbage collector. One thread only.
 */
final class SpareBuffers {
  private static final int MOST = 8;
  private static final int LARGEST = 4 << 20;

  private final Deque<ByteBuffer> spare = new ArrayDeque<>();

  /** An empty buffer of at least this capacity. */
  ByteBuffer take(int capacity) {
    for (Iterator<ByteBuffer> each = spare.iterator(); each.hasNext(); ) {
      ByteBuffer buffer = each.next();
      if (buffer.capacity() >= capacity && buffer.capacity() / 4 <= capacity) {
        // Not by its value: buffers of equal content are equal, and another would go.
        each.remove();
        return buffer.clear();
      }
    }
    return ByteBuffer.allocateDirect(capacity);
  }

  void giveBack(ByteBuffer buffer) {
    if (buffer.capacity() <= LARGEST) {
      spare.addFirst(buffer);
      if (spare.size() > MOST) {
        spare.removeLast();
      }
    }
  }
}
