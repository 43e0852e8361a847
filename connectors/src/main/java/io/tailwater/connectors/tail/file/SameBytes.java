package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Compares a file with what may be a copy of it. */
final class SameBytes {
  private static final int BLOCK = 1 << 16;

  private SameBytes() {}

  /**
   * True when the original holds all that the copy holds from an offset on. A copy is never longer
   * than an original that only grows.
   */
  static boolean startWith(LogBytes original, LogBytes copy, long from) throws IOException {
    long length = copy.end(Long.MAX_VALUE);
    if (length > original.end(length)) {
      return false;
    }
    for (long at = from; at < length; at += BLOCK) {
      int size = (int) Math.min(BLOCK, length - at);
      if (!read(original, at, size).equals(read(copy, at, size))) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer read(LogBytes bytes, long at, int size) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(size);
    bytes.read(block, at);
    return block.flip();
  }
}
