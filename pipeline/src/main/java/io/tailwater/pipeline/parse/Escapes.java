package io.tailwater.pipeline.parse;

/**
 * Decodes the escapes of nginx, Apache and JSON: {@code \x22}, {@code \"}, {@code \\}, {@code \/},
 * {@code \t \n \r \b \f \v} and {@code \\u00e9}. A backslash before anything else stands for
 * itself; half of a surrogate pair alone is U+FFFD.
 */
final class Escapes {
  private Escapes() {}

  /**
   * Writes what {@code [from, to)} means to {@code out} from {@code at}; that is never longer, so
   * text may be decoded where it stands.
   *
   * @return where it ends
   */
  static int decode(byte[] b, int from, int to, byte[] out, int at) {
    int in = from;
    int end = at;
    while (in < to) {
      byte c = b[in++];
      if (c != '\\' || in == to) {
        out[end++] = c;
        continue;
      }
      byte kind = b[in];
      if (kind == 'x' && isHex(b, in + 1, to, 2)) {
        out[end++] = (byte) hex(b, in + 1, 2);
        in += 3;
      } else if (kind == 'u' && isHex(b, in + 1, to, 4)) {
        int code = codePoint(b, in, to);
        end = utf8(code, out, end);
        in += code > 0xFFFF ? 11 : 5;
      } else {
        int plain = simple(kind);
        out[end++] = plain == 0 ? (byte) '\\' : (byte) plain;
        in += plain == 0 ? 0 : 1;
      }
    }
    return end;
  }

  /** The code of the escape whose {@code u} stands at {@code at}; of a pair, that of both. */
  private static int codePoint(byte[] b, int at, int to) {
    int code = hex(b, at + 1, 4);
    if (code < 0xD800 || code > 0xDFFF) {
      return code;
    }
    boolean another =
        code < 0xDC00 && isHex(b, at + 7, to, 4) && b[at + 5] == '\\' && b[at + 6] == 'u';
    int low = another ? hex(b, at + 7, 4) : 0;
    return low >= 0xDC00 && low <= 0xDFFF ? Character.toCodePoint((char) code, (char) low) : 0xFFFD;
  }

  /** The byte a two-character escape stands for; 0 for what is no escape. */
  private static int simple(byte kind) {
    return switch (kind) {
      case '"', '\\', '/', '\'' -> kind;
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> 0x0B;
      default -> 0;
    };
  }

  private static int utf8(int code, byte[] out, int at) {
    int end = at;
    if (code < 0x80) {
      out[end++] = (byte) code;
    } else if (code < 0x800) {
      out[end++] = (byte) (0xC0 | code >> 6);
      out[end++] = (byte) (0x80 | code & 0x3F);
    } else if (code < 0x10000) {
      out[end++] = (byte) (0xE0 | code >> 12);
      out[end++] = (byte) (0x80 | code >> 6 & 0x3F);
      out[end++] = (byte) (0x80 | code & 0x3F);
    } else {
      out[end++] = (byte) (0xF0 | code >> 18);
      out[end++] = (byte) (0x80 | code >> 12 & 0x3F);
      out[end++] = (byte) (0x80 | code >> 6 & 0x3F);
      out[end++] = (byte) (0x80 | code & 0x3F);
    }
    return end;
  }

  /** True when so many hexadecimal digits stand at {@code from}. */
  static boolean isHex(byte[] b, int from, int to, int count) {
    if (to - from < count) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      if (Character.digit(b[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private static int hex(byte[] b, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 4 | Character.digit(b[i], 16);
    }
    return value;
  }
}
