package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Compares a file with what may be a copy of it. */
final class SameBytes {
  private static final int BLOCK = 1 << 16;

  private SameBytes() {}

  /**
   * True when the original holds all that the copy holds from an offset on. A copy is never longer
   * than an original that only grows.
   */
  static boolean startWith(FileChannel original, FileChannel copy, long from) throws IOException {
    long length = copy.size();
    if (length > original.size()) {
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

  private static ByteBuffer read(FileChannel channel, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
      continue;
    }
    return bytes.flip();
  }
}
