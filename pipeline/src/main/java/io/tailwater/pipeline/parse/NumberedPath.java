package io.tailwater.pipeline.parse;

/**
 * Finds paths that end with a number, as {@code /users/3730} and {@code /images/3730.webp}, and
 * writes them with the number 0. That has the endpoint of all paths that differ from it in nothing
 * but the number, as long as no rules name endpoints, and so stands for all of them.
 *
 * <p>It would not be so where the number may be a day or a month, see {@link EndpointTemplate}: a
 * path whose segment before the number ends with a digit, is empty or leaves something out is left
 * alone, and so is a long one, or one with an extension that ends with a digit. Reused; not
 * thread-safe.
 */
final class NumberedPath {
  private static final int MOST = 64;
  private static final int WORD = 8;
  private static final int EXTENSION = 5;
  private static final long DOT = TextScan.eight('.');
  private static final long SEMICOLON = TextScan.eight(';');

  private final byte[] bytes = new byte[MOST + 2 * WORD];
  private int length;

  /** The path with the number 0, of which the first {@link #length} bytes count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** True when the path ends with a number; it has been written with 0 then. */
  boolean read(byte[] b, int from, int size) {
    int to = from + size;
    if (size < 2 || size > MOST || to < 2 * WORD || to > b.length - 2 * WORD) {
      return false;
    }
    int dot = isDigit(b[to - 1]) ? to : extension(b, to);
    if (dot <= from || !isDigit(b[dot - 1])) {
      return false;
    }
    int slash = dot - 2;
    while (slash > from && isDigit(b[slash])) {
      slash--;
    }
    if (slash < from) {
      return false;
    }
    if (b[slash] != '/' || slash > from && isOpen(b[slash - 1])) {
      return false;
    }
    int prefix = slash + 1 - from;
    long odd = 0;
    for (int i = 0; i < prefix; i += WORD) {
      long word = ByteScan.word(b, from + i);
      odd |= TextScan.before(word, SEMICOLON) - WORD;
      ByteScan.setWord(bytes, i, word);
    }
    bytes[prefix] = '0';
    ByteScan.setWord(bytes, prefix + 1, ByteScan.word(b, dot));
    length = prefix + 1 + to - dot;
    return odd == 0;
  }

  /** What a segment must not end with. */
  private static boolean isOpen(byte c) {
    return c <= '9' && c >= '/';
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  /** Where the dot of an extension stands that has only letters and digits; else 0. */
  private static int extension(byte[] b, int to) {
    int length = TextScan.after(ByteScan.word(b, to - WORD), DOT);
    if (length == 0 || length > EXTENSION || isDigit(b[to - length])) {
      return 0;
    }
    for (int at = to - length; at < to; at++) {
      if (!isLetterOrDigit(b[at])) {
        return 0;
      }
    }
    return to - length - 1;
  }

  private static boolean isLetterOrDigit(byte c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
  }
}
