package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.Arrays;

/**
 * The first line of a file that is not blank, as far as it lies in the first 64 KiB: of rows of
 * values it may name them.
 */
final class FirstLine {
  private static final int LOOK_BYTES = 64 << 10;

  private FirstLine() {}

  /**
   * Looks at the beginning of a file that was read before this process began. That has to be done
   * before it is read on: what is read is then held against the evidence, and what stands in front
   * of it was there when that did.
   */
  static void recall(Tracked t, LogBytes bytes) throws IOException {
    long zeros = t.generation.place().zeros();
    if (t.firstLine == null && t.generation.offset() > zeros) {
      t.firstLine = in(Proof.bytesAt(bytes, zeros, LOOK_BYTES));
    }
  }

  /** Takes it from the lines that were just read, if they are the first. */
  static void learn(Tracked t, byte[] lines, int length) {
    if (t.firstLine == null && t.generation.offset() == t.generation.place().zeros()) {
      t.firstLine = in(lines, length);
    }
  }

  /** Null when there is none. */
  private static byte[] in(byte[] bytes) {
    return in(bytes, bytes.length);
  }

  private static byte[] in(byte[] bytes, int length) {
    int most = Math.min(length, LOOK_BYTES);
    int from = 0;
    while (from < most && isSpace(bytes[from])) {
      from++;
    }
    int to = from;
    while (to < most && bytes[to] != '\n') {
      to++;
    }
    return to == most ? null : Arrays.copyOfRange(bytes, from, to);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
