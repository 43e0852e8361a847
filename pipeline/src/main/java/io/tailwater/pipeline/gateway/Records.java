package io.tailwater.pipeline.gateway;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The records of a body, a line each as they go to the spool, and where in the body they stood. */
final class Records {
  /** Most of them: where they stood takes memory too. */
  static final int MOST = 1_000_000;

  private static final int SHORTEST_BYTES = 2;

  private byte[] bytes;
  private int length;
  private int[] ends = new int[16];
  private int[] lines = new int[16];
  private int[] indexes = new int[16];
  private int count;
  private int next;

  /**
   * @param expectedBytes about how many there will be
   * @param first place of the first one among all records of the body
   */
  Records(int expectedBytes, int first) {
    bytes = new byte[expectedBytes + 1];
    next = first;
  }

  /** About the most bytes of memory that the records of a body take. */
  static long memory(int bodyBytes) {
    return bodyBytes + 3L * Integer.BYTES * Math.min(MOST, bodyBytes / SHORTEST_BYTES);
  }

  /** Passes over a record that is none. */
  int skip() {
    return next++;
  }

  /** Place of the next one among all records of the body. */
  int next() {
    return next;
  }

  /**
   * Adds a JSON text. Line breaks between its tokens become blanks; one within a string, which JSON
   * does not have, stays, for the check to find.
   *
   * @param line line of the body that it begins in, from 1
   * @throws Refusal when there are too many
   */
  void add(byte[] body, int from, int to, int line) {
    if (count == MOST) {
      throw Refusal.tooLarge(
          "It has more than " + MOST + " records; send it in parts, or to /upload");
    }
    int need = length + to - from + 1;
    if (need > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(need, bytes.length + (bytes.length >> 1)));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
      lines = Arrays.copyOf(lines, count * 2);
      indexes = Arrays.copyOf(indexes, count * 2);
    }
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      byte b = body[i];
      if (quoted && b == '\\' && i + 1 < to) {
        bytes[length++] = b;
        b = body[++i];
      } else if (b == '"') {
        quoted = !quoted;
      } else if (!quoted && (b == '\n' || b == '\r')) {
        b = ' ';
      }
      bytes[length++] = b;
    }
    bytes[length++] = '\n';
    ends[count] = length;
    indexes[count] = next++;
    lines[count++] = line;
  }

  /** Bytes of all of them. */
  int length() {
    return length;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where a record begins in {@link #bytes}. */
  int from(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  /** Index after a record, its line feed included. */
  int to(int index) {
    return ends[index];
  }

  /** Place of a record among all records of the body, from 0. */
  int index(int record) {
    return indexes[record];
  }

  /** Line of the body that a record begins in, from 1. */
  int line(int index) {
    return lines[index];
  }

  /** All of them, as they go to the spool. */
  ByteBuffer all() {
    return ByteBuffer.wrap(bytes, 0, length);
  }
}
