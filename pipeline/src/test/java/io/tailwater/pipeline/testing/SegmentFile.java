package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file of a Kafka partition's log: batches of records, each with a head of its own. */
final class SegmentFile {
  /** A batch begins with its first offset and how long the rest of it is. */
  private static final int BEFORE_REST = Long.BYTES + Integer.BYTES;

  private SegmentFile() {}

  /** Takes away the batch that begins at an offset, and all after it. */
  static void cut(Path segment, long offset) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      long position = 0;
      long base = -1;
      while (position < file.length()) {
        file.seek(position);
        base = file.readLong();
        if (base == offset) {
          file.setLength(position);
          return;
        }
        position += BEFORE_REST + file.readInt();
      }
      throw new AssertionError(
          "A batch at offset %d wanted in %s, got %d as the last".formatted(offset, segment, base));
    }
  }
}
