package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Compares two files as far as both go. */
final class SameBytes {
  private static final int BLOCK = 1 << 16;

  private SameBytes() {}

  /** True when, from an offset on, the two are equal as far as both go. */
  static boolean compare(FileChannel a, FileChannel b, long from) throws IOException {
    long length = Math.min(a.size(), b.size());
    for (long at = from; at < length; at += BLOCK) {
      int size = (int) Math.min(BLOCK, length - at);
      if (!read(a, at, size).equals(read(b, at, size))) {
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
