package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;

/**
 * Makes valid UTF-8 of what a log writes: decodes escapes, replaces what is no UTF-8 with U+FFFD.
 *
 * <p>Escapes are those of nginx, Apache and JSON: {@code \x22}, {@code \"}, {@code \\}, {@code \/},
 * {@code \t \n \r \b \f \v} and {@code \\u00e9}. A backslash before anything else stands for
 * itself. A value that needs neither is not copied; the others go to a buffer that lasts until
 * {@link #reset}.
 */
final class TextDecoder {
  private byte[] buffer = new byte[4096];
  private int used;
  private byte[] base;
  private int start;
  private int length;

  /** The columns have been read: the buffer may be written again. */
  void reset() {
    used = 0;
  }

  byte[] base() {
    return base;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  /** Decodes the slice; the answer is in {@link #base}, {@link #start} and {@link #length}. */
  void decode(byte[] b, int from, int to) {
    base = b;
    start = from;
    length = to - from;
    if (ByteScan.indexOf(b, from, to, (byte) '\\') < to) {
      unescape(b, from, to);
    }
    if (!Utf8.isValid(base, start, start + length)) {
      replaceInvalid(base, start, start + length);
    }
  }

  /** Copies the slice with U+FFFD for every run of bytes that is no UTF-8. */
  void replaceInvalid(byte[] b, int from, int to) {
    String text = new String(b, from, to - from, StandardCharsets.UTF_8);
    byte[] valid = text.getBytes(StandardCharsets.UTF_8);
    keep(valid, 0, valid.length);
  }

  /** Copies bytes into the buffer, so that they last as long as decoded ones. */
  void keep(byte[] b, int from, int count) {
    int at = reserve(count);
    System.arraycopy(b, from, buffer, at, count);
    base = buffer;
    start = at;
    length = count;
    used = at + count;
  }

  /** Slices handed out keep the old array, so a full buffer is left to them. */
  private int reserve(int count) {
    if (count > buffer.length - used) {
      buffer = new byte[Math.max(buffer.length * 2, count)];
      used = 0;
    }
    return used;
  }

  private void unescape(byte[] b, int from, int to) {
    int begin = reserve(to - from);
    int out = begin;
    int at = from;
    while (at < to) {
      byte c = b[at++];
      if (c != '\\' || at == to) {
        buffer[out++] = c;
        continue;
      }
      byte kind = b[at];
      if (kind == 'x' && hex(b, at + 1, to, 2)) {
        buffer[out++] = (byte) hexValue(b, at + 1, 2);
        at += 3;
      } else if (kind == 'u' && hex(b, at + 1, to, 4)) {
        out = utf8(hexValue(b, at + 1, 4), out);
        at += 5;
      } else {
        int plain = simple(kind);
        buffer[out++] = plain == 0 ? (byte) '\\' : (byte) plain;
        at += plain == 0 ? 0 : 1;
      }
    }
    base = buffer;
    start = begin;
    length = out - begin;
    used = out;
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

  /** Half of a surrogate pair is written as three bytes that the check for UTF-8 then replaces. */
  private int utf8(int code, int at) {
    int out = at;
    if (code < 0x80) {
      buffer[out++] = (byte) code;
    } else if (code < 0x800) {
      buffer[out++] = (byte) (0xC0 | code >> 6);
      buffer[out++] = (byte) (0x80 | code & 0x3F);
    } else {
      buffer[out++] = (byte) (0xE0 | code >> 12);
      buffer[out++] = (byte) (0x80 | code >> 6 & 0x3F);
      buffer[out++] = (byte) (0x80 | code & 0x3F);
    }
    return out;
  }

  private static boolean hex(byte[] b, int from, int to, int count) {
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

  private static int hexValue(byte[] b, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 4 | Character.digit(b[i], 16);
    }
    return value;
  }
}
