package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;

/** Reads the numbers that logs write, from digits to a value without a string between. */
final class DecimalNumber {
  private static final long NANOS = 1_000_000_000L;

  /** Numbers below may take one more digit. */
  private static final long DIGITS_END = 100_000_000_000_000_000L;

  private static final int MAX_EXPONENT = 100_000;

  /** A double holds whole numbers up to here, and powers of ten up to the last one here. */
  private static final long EXACT_END = 1L << 53;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private boolean negative;
  private long digits;
  private int shift;
  private double real;
  private long whole;
  private long nanos;

  /** What the last successful {@link #readWhole}, {@link #readLong} or {@link #readScaled} gave. */
  long whole() {
    return whole;
  }

  /** What the last successful {@link #readDouble} gave. */
  double real() {
    return real;
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

  /**
   * Reads a number as JSON writes it, not negative, times ten to the power given; what is smaller
   * than one is cut off. False when it is none, or no {@code long} holds it.
   */
  boolean readScaled(byte[] b, int from, int to, int power) {
    return readDecimal(b, from, to) && (!negative || digits == 0) && scale(power + shift);
  }

  /** Reads a whole number of 64 bits with or without a sign. */
  boolean readLong(byte[] b, int from, int to) {
    boolean minus = from < to && b[from] == '-';
    int first = minus ? from + 1 : from;
    long value = 0;
    for (int at = first; at < to; at++) {
      int digit = b[at] - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    whole = minus ? value : -value;
    return first < to && (minus || value != Long.MIN_VALUE);
  }

  /** Reads a number as JSON writes it; false when it is none, or too large to be told. */
  boolean readDouble(byte[] b, int from, int to) {
    if (!readDecimal(b, from, to)) {
      return false;
    }
    if (digits < EXACT_END && Math.abs(shift) < EXACT_POWERS.length) {
      double exact = shift < 0 ? digits / EXACT_POWERS[-shift] : digits * EXACT_POWERS[shift];
      real = negative ? -exact : exact;
      return true;
    }
    real = Double.parseDouble(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    return Double.isFinite(real);
  }

  /** Takes a number apart: its sign, its first digits, and the power of ten that these lack. */
  private boolean readDecimal(byte[] b, int from, int to) {
    negative = from < to && b[from] == '-';
    int first = negative ? from + 1 : from;
    int at = first;
    boolean point = false;
    digits = 0;
    shift = 0;
    for (; at < to; at++) {
      int digit = b[at] - '0';
      if (digit >= 0 && digit <= 9) {
        boolean fits = digits < DIGITS_END;
        digits = fits ? digits * 10 + digit : digits;
        shift += (fits ? 0 : 1) - (point ? 1 : 0);
      } else if (b[at] == '.' && !point && at > first) {
        point = true;
      } else {
        break;
      }
    }
    if (at == first || b[at - 1] == '.') {
      return false;
    }
    return at == to || (b[at] | 0x20) == 'e' && readExponent(b, at + 1, to);
  }

  /** Beyond a hundred thousand all are as good as infinite. */
  private boolean readExponent(byte[] b, int from, int to) {
    boolean minus = from < to && b[from] == '-';
    int first = minus || from < to && b[from] == '+' ? from + 1 : from;
    int value = 0;
    for (int at = first; at < to; at++) {
      int digit = b[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = Math.min(MAX_EXPONENT, value * 10 + digit);
    }
    shift += minus ? -value : value;
    return first < to;
  }

  private boolean scale(int by) {
    long scaled = digits;
    for (int i = by; i < 0 && scaled != 0; i++) {
      scaled /= 10;
    }
    for (int i = by; i > 0 && scaled != 0; i--) {
      if (scaled > Long.MAX_VALUE / 10) {
        return false;
      }
      scaled *= 10;
    }
    whole = scaled;
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
