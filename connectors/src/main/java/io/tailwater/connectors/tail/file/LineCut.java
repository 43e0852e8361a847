package io.tailwater.connectors.tail.file;

import java.nio.ByteBuffer;

/** Where whole lines end in a buffer. */
final class LineCut {

  private LineCut() {}

  /**
   * How many of the first {@code length} bytes are whole lines of at most {@code maxLineBytes}
   * bytes, line feed not counted. Stops before the first longer line.
   */
  static int wholeLines(ByteBuffer buffer, int length, int maxLineBytes) {
    if (length <= maxLineBytes + 1) {
      return lastLineFeed(buffer, length) + 1;
    }
    int start = 0;
    for (int at = 0; at < length; at++) {
      if (buffer.get(at) == '\n') {
        if (at - start > maxLineBytes) {
          return start;
        }
        start = at + 1;
      }
    }
    return start;
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

  private static int lastLineFeed(ByteBuffer buffer, int length) {
    int at = length - 1;
    while (at >= 0 && buffer.get(at) != '\n') {
      at--;
    }
    return at;
  }
}
