package io.tailwater.pipeline.parse;

/**
 * Finds where a value of ordinary text ends, and reads short runs of digits, eight bytes at a time.
 *
 * <p>A parser that first looks for the end of a line, and whether its text may be used as it
 * stands, and then for the end of each value, looks at every byte twice. {@link #end} asks all of
 * it in one pass: it stops at the byte that ends the value, and also at any byte that makes the
 * line no ordinary one: a backslash, a control character, the line feed among them, and what is no
 * ASCII. So text that it has passed is plain and lies in one line, and who finds another byte at
 * the stop than the one that should end the value leaves the line to a parser that asks the
 * questions one by one.
 *
 * <p>The tricks are those of {@link ByteScan}, and so is the reason why they hold: of the marks of
 * each question the lowest is right, so the lowest of all marks is right too. "Less than a limit"
 * is the top bit of {@code word - limit}, "is the stop" that of {@code (word ^ stop) - 1}: each
 * borrows where it is so. Both also mark bytes that are no ASCII, and need not be kept from it,
 * since those end the text anyway.
 *
 * <p>Digits: {@code word ^ '0'} makes a digit its value, and adding 0x76 then sets the top bit of
 * all that is more than 9. Eight digits become a number in three multiplications, of neighbours, of
 * pairs and of fours; fewer are shifted up, so that zeros stand before them. The laws stand in
 * {@code TextScanTest}, each against a loop over single bytes.
 */
final class TextScan {
  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = 0x8080808080808080L;
  private static final long CONTROL = ' ' * ONES;
  private static final long QUOTE = '"' * ONES;
  private static final long ZEROS = '0' * ONES;
  private static final long BACKSLASH = '\\' * ONES;
  private static final long ABOVE_NINE = 0x76 * ONES;

  private TextScan() {}

  /** The byte eight times, as {@link #end} wants it. */
  static long eight(int c) {
    return (c & 0xFF) * ONES;
  }

  /**
   * Index of the first byte from {@code from} on that is {@code stop}, less than {@code limit}, a
   * backslash or no ASCII; or the array's length, when it would be among the array's last seven.
   *
   * @param limit a byte up to 128, {@link #eight} times
   * @param stop a byte, {@link #eight} times
   */
  static int end(byte[] b, int from, long limit, long stop) {
    int lastWord = b.length - 8;
    for (int at = from; at <= lastWord; at += 8) {
      long word = ByteScan.word(b, at);
      long marks = (word - limit | (word ^ stop) - ONES | (word ^ BACKSLASH) - ONES | word) & TOPS;
      if (marks != 0) {
        return at + (Long.numberOfTrailingZeros(marks) >>> 3);
      }
    }
    return b.length;
  }

  /**
   * The same for text that ends with a quote: its end in the upper half, and the lower half is the
   * hash of the text, see {@link ByteScan#hash}, under seed 0.
   */
  static long endAndHash(byte[] b, int from) {
    int lastWord = b.length - 8;
    long sum = 0;
    long factor = ByteScan.FACTOR;
    for (int at = from; at <= lastWord; at += 8) {
      long word = ByteScan.word(b, at);
      long marks =
          (word - CONTROL | (word ^ QUOTE) - ONES | (word ^ BACKSLASH) - ONES | word) & TOPS;
      if (marks != 0) {
        int end = at + (Long.numberOfTrailingZeros(marks) >>> 3);
        // All below the lowest mark's byte.
        sum += (word & (marks & -marks) - 1 >>> 7) * factor;
        return (long) end << 32 | ByteScan.hash(sum, end - from, 0) & 0xFFFF_FFFFL;
      }
      sum += word * factor;
      factor += ByteScan.NEXT_FACTOR;
    }
    return (long) b.length << 32;
  }

  /** How many bytes before the first one of that value in the word; 8 when there is none. */
  static int before(long word, long stop) {
    long x = word ^ stop;
    return Long.numberOfTrailingZeros(x - ONES & ~x & TOPS) >>> 3;
  }

  /** How many bytes after the last one of that value in the word; 8 when there is none. */
  static int after(long word, long stop) {
    long x = word ^ stop;
    long marks = ~((x & ~TOPS) + ~TOPS | x | ~TOPS);
    return Long.numberOfLeadingZeros(marks) >>> 3;
  }

  /** The first bytes of the word, others zero; {@code count} is 1 to 8. */
  static long first(long word, int count) {
    return word & -1L >>> 64 - 8 * count;
  }

  /** How many digits the word starts with. */
  static int digits(long word) {
    long values = word ^ ZEROS;
    return Long.numberOfTrailingZeros((values + ABOVE_NINE | values) & TOPS) >>> 3;
  }

  /** The number that the first {@code count} digits of the word are, 1 to 8. */
  static long number(long word, int count) {
    long values = (word ^ ZEROS) << 64 - 8 * count;
    values = values * (10 << 8 | 1) >>> 8;
    values = (values & 0x00FF00FF00FF00FFL) * (100 << 16 | 1) >>> 16;
    return (values & 0x0000FFFF0000FFFFL) * (10_000L << 32 | 1) >>> 32;
  }
}
