package io.tailwater.pipeline.parse;

/** Reads the numbers that nginx writes, from digits to a value without a string between. */
final class DecimalNumber {
  private static final long NANOS = 1_000_000_000L;

  private long whole;
  private long nanos;

  /** What the last successful {@link #readWhole} gave. */
  long whole() {
    return whole;
  }

  /** What the last successful {@link #readSeconds} or {@link #readSecondsList} gave. */
  long nanos() {
    return nanos;
  }

  /** Reads up to 18 digits and nothing else. */
  boolean readWhole(byte[] b, int from, int to) {
    if (from == to || to - from > 18) {
      return false;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    whole = value;
    return true;
  }

  /**
   * Reads seconds, up to 9 digits before the point (or 10, up to the year 2261) and up to 9 after
   * it.
   */
  boolean readSeconds(byte[] b, int from, int to) {
    int point = ByteScan.indexOf(b, from, to, (byte) '.');
    if (point - from > 10 || !readWhole(b, from, point) || whole > 9_200_000_000L) {
      return false;
    }
    long value = whole * NANOS;
    if (point < to) {
      int digits = to - point - 1;
      if (digits > 9 || !readWhole(b, point + 1, to)) {
        return false;
      }
      long fraction = whole;
      for (int i = digits; i < 9; i++) {
        fraction *= 10;
      }
      value += fraction;
    }
    nanos = value;
    return true;
  }

  /** How many parts the list has: {@code 0.100, 0.004 : 0.2} has three, {@code -} one. */
  static int parts(byte[] b, int from, int to) {
    int parts = 1;
    for (int i = from; i < to; i++) {
      if (isSeparator(b[i])) {
        parts++;
      }
    }
    return parts;
  }

  /**
   * Reads the sum of a list of seconds; a part {@code -} adds nothing.
   *
   * @return what the list is
   */
  SecondsList readSecondsList(byte[] b, int from, int to) {
    long sum = 0;
    boolean any = false;
    int at = from;
    while (at <= to) {
      int end = at;
      while (end < to && !isSeparator(b[end])) {
        end++;
      }
      int first = at;
      int last = end;
      while (first < last && b[first] == ' ') {
        first++;
      }
      while (last > first && b[last - 1] == ' ') {
        last--;
      }
      if (last - first != 1 || b[first] != '-') {
        if (!readSeconds(b, first, last) || sum + nanos < 0) {
          return SecondsList.WRONG;
        }
        sum += nanos;
        any = true;
      }
      at = end + 1;
    }
    nanos = sum;
    return any ? SecondsList.SUM : SecondsList.NOTHING;
  }

  /** What a list of seconds turned out to be. */
  enum SecondsList {
    /** At least one number; the sum is in {@link #nanos}. */
    SUM,
    /** Nothing but {@code -}. */
    NOTHING,
    /** Something else. */
    WRONG
  }

  private static boolean isSeparator(byte c) {
    return c == ',' || c == ':' || c == ';';
  }
}
