package io.tailwater.pipeline.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks for bytes eight at a time.
 *
 * <p>Almost all time of a parser goes into one question: where is the next quote, space or line
 * feed? Asked a byte at a time it costs a load, a compare and a branch a byte. Here eight bytes are
 * loaded as one {@code long} and asked together, which is called SWAR, SIMD within a register.
 *
 * <p>The trick has two halves. First, {@code x = word ^ pattern}, where the pattern holds the
 * wanted byte eight times: a byte of {@code x} is zero exactly where the word has the wanted byte.
 * Second, {@code (x - 0x01…01) & ~x & 0x80…80} finds zero bytes: subtracting one borrows through a
 * zero byte and sets its top bit, and {@code ~x} removes the bytes whose top bit was set from the
 * start. A borrow can run on from a zero byte into the byte above it and mark that one too, when it
 * holds 0x01. So a mark is only sure where no lower byte is marked: <em>the lowest mark is always
 * right</em>, and "no mark" is always right. Both questions that are asked here need no more than
 * that, given that the lowest mark is the first byte: words are therefore loaded little-endian on
 * every machine, and the number of trailing zeros, divided by eight, is the byte's index.
 *
 * <p>Unaligned loads through a {@link VarHandle} compile to one instruction. Most ranges are a few
 * bytes in the middle of a batch, so a search loads words beyond the end of its range as long as
 * they lie in the array, and takes an answer beyond the end for none. Only at the array's own end
 * are the up to seven bytes that remain asked one at a time: a batch needs no padding.
 *
 * <p>{@link #line} finds the end of a line and, on the way, whether the line is <em>plain</em>:
 * ASCII without a backslash. Nearly all lines are, and the values of a plain line are used as they
 * stand, without a further look at UTF-8 or escapes. The question costs two operations a word,
 * since the word is in a register anyway. The answer may be "not plain" for a plain line (a borrow
 * that ran on), never the other way round.
 *
 * <p>An index that is not found is the end of the range, so callers compare, and none has to know a
 * magic number. The laws stand in {@code ByteScanTest}, each against a loop over single bytes.
 */
final class ByteScan {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long LINE_FEED = '\n' * ONES;
  private static final long BACKSLASH = '\\' * ONES;
  private static final long QUOTE = '"' * ONES;
  private static final long SPACE = ' ' * ONES;

  /** What a hash multiplies its first word by, and how much more each word after it. */
  static final long FACTOR = 0x9E3779B97F4A7C15L;

  static final long NEXT_FACTOR = 0xC4CEB9FE1A85EC52L;

  private ByteScan() {}

  /** Eight bytes from {@code at}, the first one lowest. */
  static long word(byte[] b, int at) {
    return (long) WORD.get(b, at);
  }

  /** Writes eight bytes from {@code at}, the lowest one first. */
  static void setWord(byte[] b, int at, long word) {
    WORD.set(b, at, word);
  }

  private static long marks(long word, long pattern) {
    long x = word ^ pattern;
    return (x - ONES) & ~x & TOPS;
  }

  /** Index of the first {@code wanted} in {@code [from, to)}, or {@code to}. */
  static int indexOf(byte[] b, int from, int to, byte wanted) {
    long pattern = (wanted & 0xFF) * ONES;
    int lastWord = b.length - 8;
    int at = from;
    while (at < to) {
      if (at > lastWord) {
        return slowIndexOf(b, at, to, wanted);
      }
      long marks = marks(word(b, at), pattern);
      if (marks != 0) {
        return Math.min(to, at + (Long.numberOfTrailingZeros(marks) >>> 3));
      }
      at += 8;
    }
    return to;
  }

  private static int slowIndexOf(byte[] b, int from, int to, byte wanted) {
    int at = from;
    while (at < to && b[at] != wanted) {
      at++;
    }
    return at;
  }

  /** True when a byte in {@code [from, to)} is less than {@code limit}, which is 1 to 128. */
  static boolean anyBelow(byte[] b, int from, int to, int limit) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long word = word(b, at);
      if (((word - limit * ONES) & ~word & TOPS) != 0) {
        return true;
      }
    }
    while (at < to) {
      int c = b[at++];
      if (c >= 0 && c < limit) {
        return true;
      }
    }
    return false;
  }

  /**
   * Index of the first place in {@code [from, to)} where the literal stands whole, or {@code to}.
   */
  static int indexOf(byte[] b, int from, int to, byte[] literal) {
    byte first = literal[0];
    int at = indexOf(b, from, to, first);
    while (at < to && !matches(b, at, to, literal)) {
      at = indexOf(b, at + 1, to, first);
    }
    return at;
  }

  /** True when the literal stands at {@code at} and ends at or before {@code to}. */
  static boolean matches(byte[] b, int at, int to, byte[] literal) {
    int length = literal.length;
    if (length > to - at) {
      return false;
    }
    if (length < 8) {
      for (int i = 0; i < length; i++) {
        if (b[at + i] != literal[i]) {
          return false;
        }
      }
      return true;
    }
    for (int i = 0; i < length - 8; i += 8) {
      if (word(b, at + i) != word(literal, i)) {
        return false;
      }
    }
    return word(b, at + length - 8) == word(literal, length - 8);
  }

  /** Index of the first byte in {@code [from, to)} that is no ASCII, or {@code to}. */
  static int endOfAscii(byte[] b, int from, int to) {
    int at = from;
    while (at <= to - 8 && (word(b, at) & TOPS) == 0) {
      at += 8;
    }
    while (at < to && b[at] >= 0) {
      at++;
    }
    return at;
  }

  /**
   * Index of the first quote in {@code [from, to)} that no backslash escapes, or {@code to}. A
   * backslash takes the byte after it along, whatever that is.
   */
  static int closingQuote(byte[] b, int from, int to) {
    int at = from;
    while (true) {
      at = quoteOrBackslash(b, at, to);
      if (at >= to || b[at] == '"') {
        return Math.min(at, to);
      }
      at += 2;
    }
  }

  private static int quoteOrBackslash(byte[] b, int from, int to) {
    int at = from;
    for (; at <= to - 8; at += 8) {
      long word = word(b, at);
      long marks = marks(word, QUOTE) | marks(word, BACKSLASH);
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    while (at < to && b[at] != '"' && b[at] != '\\') {
      at++;
    }
    return at;
  }

  /**
   * Index of the first quote, backslash or control character in {@code [from, to)}, or {@code to}.
   */
  static int endOfText(byte[] b, int from, int to) {
    int lastWord = b.length - 8;
    int at = from;
    for (; at < to && at <= lastWord; at += 8) {
      long word = word(b, at);
      long control = (word - SPACE) & ~word & TOPS;
      long marks = marks(word, QUOTE) | marks(word, BACKSLASH) | control;
      if (marks != 0) {
        return Math.min(to, at + (Long.numberOfTrailingZeros(marks) >>> 3));
      }
    }
    while (at < to && b[at] != '"' && b[at] != '\\' && (b[at] < 0 || b[at] >= ' ')) {
      at++;
    }
    return Math.min(at, to);
  }

  /**
   * The end of the line that starts at {@code from}, the index of its line feed or {@code to}, in
   * all bits but the lowest; the lowest is 0 only when the line is plain.
   */
  static long line(byte[] b, int from, int to) {
    long odd = 0;
    int at = from;
    for (; at <= to - 16; at += 16) {
      long first = word(b, at);
      long second = word(b, at + 8);
      if ((marks(first, LINE_FEED) | marks(second, LINE_FEED)) != 0) {
        break;
      }
      odd |= first | second | marks(first, BACKSLASH) | marks(second, BACKSLASH);
    }
    odd &= TOPS;
    for (; at <= to - 8; at += 8) {
      long word = word(b, at);
      long marks = marks(word, LINE_FEED);
      long oddHere = (word | marks(word, BACKSLASH)) & TOPS;
      if (marks != 0) {
        long before = Long.lowestOneBit(marks) - 1;
        int end = at + (Long.numberOfTrailingZeros(marks) >>> 3);
        return packed(end, odd | (oddHere & before));
      }
      odd |= oddHere;
    }
    while (at < to && b[at] != '\n') {
      if (b[at] < 0 || b[at] == '\\') {
        odd = 1;
      }
      at++;
    }
    return packed(at, odd);
  }

  private static long packed(int end, long odd) {
    return (long) end << 1 | (odd == 0 ? 0 : 1);
  }

  /**
   * A hash of all bytes of the slice; equal slices have equal hashes. Each word is multiplied by a
   * factor of its place and all are added up, so no multiplication waits for another one.
   */
  static int hash(byte[] b, int from, int length, int seed) {
    long sum = 0;
    long factor = FACTOR;
    int end = from + length;
    int at = from;
    for (; at <= end - 8; at += 8) {
      sum += word(b, at) * factor;
      factor += NEXT_FACTOR;
    }
    if (at < end) {
      sum += shortWord(b, at, end - at) * factor;
    }
    return hash(sum, length, seed);
  }

  /** The same for who has added up the words, the last one filled with zeros, by their factors. */
  static int hash(long sum, int length, int seed) {
    long h = sum + ((seed + 1L << 32) + length) * 0xD6E8FEB86659FD93L;
    return (int) ((h ^ h >>> 29) * 0xFF51AFD7ED558CCDL >>> 32);
  }

  /**
   * True when as many bytes are the same from both places on. Most slices are short and equal, and
   * then a loop costs less than a call.
   */
  static boolean equal(byte[] a, int at, byte[] b, int from, int length) {
    int end = length - 8;
    if (end < 0) {
      return shortWord(a, at, length) == shortWord(b, from, length);
    }
    for (int i = 0; i < end; i += 8) {
      if (word(a, at + i) != word(b, from + i)) {
        return false;
      }
    }
    return word(a, at + end) == word(b, from + end);
  }

  /** Fewer than eight bytes as a word whose other bytes are zero. */
  static long shortWord(byte[] b, int from, int length) {
    if (from <= b.length - 8) {
      return word(b, from) & (1L << length * 8) - 1;
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << 8 | (b[from + i] & 0xFF);
    }
    return word;
  }
}
