package io.tailwater.pipeline.parse;

/**
 * Tells which segments of a path are names of things rather than names of pages, by their bytes
 * alone: the same segment always gets the same mask.
 *
 * <table>
 *   <caption>What is masked</caption>
 *   <tr><td>digits only</td><td>{id}</td><td>{@code 42}, also {@code 2015} alone</td></tr>
 *   <tr><td>UUID</td><td>{uuid}</td><td>8-4-4-4-12 hexadecimal digits</td></tr>
 *   <tr><td>12 or more hexadecimal digits, a decimal one among them</td><td>{hash}</td><td></td></tr>
 *   <tr><td>yyyy-mm-dd</td><td>{date}</td><td>{@code 2015-05-20}</td></tr>
 *   <tr><td>20 or more letters, digits, - and _, changing between letter and digit four times</td>
 *       <td>{token}</td><td>ULIDs, base64 ids</td></tr>
 *   <tr><td>something with an @ inside</td><td>{email}</td><td></td></tr>
 *   <tr><td>one of the first three, then an extension</td><td>{id}.jpg</td><td>{@code 42.jpg}</td></tr>
 * </table>
 *
 * Everything else stays: {@code v2}, {@code index.html}, {@code kibana-dashboard3.png}, {@code
 * 1.11.1}, {@code jquery-1.11.1.min.js}. A year followed by a month is a {@code {date}} of several
 * segments, which {@link EndpointTemplate} sees to.
 */
final class SegmentMask {
  /** What stands for a segment; its name in braces. */
  enum Mask {
    ID,
    UUID,
    HASH,
    DATE,
    TOKEN,
    EMAIL
  }

  private static final int HASH_LENGTH = 12;
  private static final int TOKEN_LENGTH = 20;
  private static final int TOKEN_CHANGES = 4;
  private static final int EXTENSION_LENGTH = 5;

  private SegmentMask() {}

  /** The mask of the segment; null when it stays. */
  static Mask of(byte[] b, int from, int to) {
    Mask simple = simple(b, from, to);
    if (simple != null) {
      return simple;
    }
    if (isIsoDate(b, from, to)) {
      return Mask.DATE;
    }
    if (isToken(b, from, to)) {
      return Mask.TOKEN;
    }
    return isEmail(b, from, to) ? Mask.EMAIL : null;
  }

  /** The masks that may stand before an extension. */
  static Mask simple(byte[] b, int from, int to) {
    int length = to - from;
    int digits = 0;
    int letters = 0;
    for (int i = from; i < to; i++) {
      if (isDigit(b[i])) {
        digits++;
      } else if (isHexLetter(b[i])) {
        letters++;
      }
    }
    if (digits == length) {
      return length == 0 ? null : Mask.ID;
    }
    if (digits + letters == length) {
      return length >= HASH_LENGTH && digits > 0 ? Mask.HASH : null;
    }
    return isUuid(b, from, to, digits + letters) ? Mask.UUID : null;
  }

  private static boolean isUuid(byte[] b, int from, int to, int hexDigits) {
    return to - from == 36
        && hexDigits == 32
        && b[from + 8] == '-'
        && b[from + 13] == '-'
        && b[from + 18] == '-'
        && b[from + 23] == '-';
  }

  private static boolean isIsoDate(byte[] b, int from, int to) {
    return to - from == 10
        && b[from + 4] == '-'
        && b[from + 7] == '-'
        && isYear(b, from, from + 4)
        && isUpTo(b, from + 5, from + 7, 12)
        && isUpTo(b, from + 8, to, 31);
  }

  /** True for 1900 to 2099. */
  static boolean isYear(byte[] b, int from, int to) {
    return to - from == 4
        && (b[from] == '1' && b[from + 1] == '9' || b[from] == '2' && b[from + 1] == '0')
        && isDigit(b[from + 2])
        && isDigit(b[from + 3]);
  }

  /** True for one or two digits from 1 to {@code most}. */
  static boolean isUpTo(byte[] b, int from, int to, int most) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(b[i])) {
        return false;
      }
      value = value * 10 + b[i] - '0';
    }
    return to > from && to - from <= 2 && value >= 1 && value <= most;
  }

  private static boolean isToken(byte[] b, int from, int to) {
    if (to - from < TOKEN_LENGTH) {
      return false;
    }
    int changes = 0;
    for (int i = from; i < to; i++) {
      boolean digit = isDigit(b[i]);
      if (!digit && !isLetter(b[i]) && b[i] != '-' && b[i] != '_') {
        return false;
      }
      if (i > from && (digit && isLetter(b[i - 1]) || isDigit(b[i - 1]) && isLetter(b[i]))) {
        changes++;
      }
    }
    return changes >= TOKEN_CHANGES;
  }

  private static boolean isEmail(byte[] b, int from, int to) {
    int at = ByteScan.indexOf(b, from, to, (byte) '@');
    int width = 1;
    if (at == to) {
      at = ByteScan.indexOf(b, from, to, new byte[] {'%', '4', '0'});
      width = 3;
    }
    return at > from && at < to && ByteScan.indexOf(b, at + width, to, (byte) '.') < to - 1;
  }

  /** Where the extension's dot stands when it is the segment's only dot; {@code to} otherwise. */
  static int extension(byte[] b, int from, int to) {
    int dot = ByteScan.indexOf(b, from, to, (byte) '.');
    if (dot == from || to - dot < 2 || to - dot - 1 > EXTENSION_LENGTH || !isLetter(b[dot + 1])) {
      return to;
    }
    return ByteScan.indexOf(b, dot + 1, to, (byte) '.') < to ? to : dot;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(byte c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isHexLetter(byte c) {
    return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }
}
