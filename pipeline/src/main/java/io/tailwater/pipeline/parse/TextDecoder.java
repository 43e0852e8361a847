package io.tailwater.pipeline.parse;

import java.nio.charset.StandardCharsets;

/**
 * Makes valid UTF-8 of what a log writes: decodes {@link Escapes}, replaces what is no UTF-8 with
 * U+FFFD.
 *
 * <p>A value that needs neither is not copied; the others go to a buffer that lasts until {@link
 * #reset}.
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
    used = Escapes.decode(b, from, to, buffer, begin);
    base = buffer;
    start = begin;
    length = used - begin;
  }
}
