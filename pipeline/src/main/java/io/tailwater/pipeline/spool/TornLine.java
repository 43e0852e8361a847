package io.tailwater.pipeline.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What a process that was killed while it wrote left at a segment's end: part of a line that nobody
 * was told is stored. It becomes a blank line, in place: a file that shrinks would look to the job
 * as if bytes were lost.
 */
final class TornLine {
  private static final int BLOCK = 1 << 16;

  private TornLine() {}

  /**
   * Blanks the line that the file ends within.
   *
   * @return true when there was one
   */
  static boolean blank(Path segment) throws IOException {
    try (FileChannel file =
        FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = file.size();
      long from = lastLineEnd(file, size);
      if (from == size) {
        return false;
      }
      for (long at = from; at < size; at += BLOCK) {
        fill(file, at, (int) Math.min(BLOCK, size - at));
      }
      file.force(true);
      // Not before: whoever reads beside this must not see the end of a line that is still there.
      write(file, ByteBuffer.wrap(new byte[] {'\n'}), size - 1);
      file.force(true);
      return true;
    }
  }

  private static void fill(FileChannel file, long at, int length) throws IOException {
    byte[] blanks = new byte[length];
    Arrays.fill(blanks, (byte) ' ');
    write(file, ByteBuffer.wrap(blanks), at);
  }

  private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
    long next = at;
    while (bytes.hasRemaining()) {
      next += file.write(bytes, next);
    }
  }

  private static long lastLineEnd(FileChannel file, long size) throws IOException {
    long end = size;
    while (end > 0) {
      int length = (int) Math.min(BLOCK, end);
      ByteBuffer block = ByteBuffer.allocate(length);
      while (block.hasRemaining() && file.read(block, end - length + block.position()) >= 0) {
        // A file of this size holds so many.
      }
      for (int i = length - 1; i >= 0; i--) {
        if (block.get(i) == '\n') {
          return end - length + i + 1;
        }
      }
      end -= length;
    }
    return 0;
  }
}
