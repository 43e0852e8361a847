package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;

/** Where whole lines end in a buffer. */
final class LineCut {

  private LineCut() {}

  /**
   * How many of the first {@code length} bytes are whole lines of at most {@code maxLineBytes}
   * bytes, line feed not counted. Stops before the first longer line.
   *
   * <p>Looks backwards from as far as a line may reach: if there is a line feed, then no line
   * before it is too long, and most bytes are never looked at.
   */
  static int wholeLines(ByteBuffer buffer, int length, int maxLineBytes) {
    int start = 0;
    while (length - start > maxLineBytes) {
      int feed = lastLineFeed(buffer, start, start + maxLineBytes + 1);
      if (feed < start) {
        return start;
      }
      start = feed + 1;
    }
    return lastLineFeed(buffer, start, length) + 1;
  }

  /** Index of the first line feed at or after {@code from}; {@code length} when there is none. */
  static int lineFeed(ByteBuffer buffer, int from, int length) {
    int at = from;
    while (at < length && buffer.get(at) != '\n') {
      at++;
    }
    return at;
  }

  /** How many zero bytes stand at the start. */
  static int leadingZeros(ByteBuffer buffer, int length) {
    int at = 0;
    while (at < length && buffer.get(at) == 0) {
      at++;
    }
    return at;
  }

  /** Index of the last line feed in a range; one before its start when there is none. */
  private static int lastLineFeed(ByteBuffer buffer, int from, int to) {
    int at = to - 1;
    while (at >= from && buffer.get(at) != '\n') {
      at--;
    }
    return at;
  }
}
