package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that lines are written into; grows as needed. */
final class LineBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[1 << 16];
  private int length;

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  /** Forgets all from the length given on. */
  void truncate(int to) {
    length = to;
  }

  /** Writes over what stands there. */
  void set(int at, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      bytes[at + i] = (byte) ascii.charAt(i);
    }
  }

  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  void put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  void put(byte[] text) {
    put(text, 0, text.length);
  }

  void put(byte[] text, int from, int to) {
    reserve(to - from);
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
  }

  void put(LineBytes other, int from, int to) {
    put(other.bytes, from, to);
  }

  /** The number in decimal; not negative. */
  void number(long value) {
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    padded(value, digits);
  }

  /** The last {@code digits} digits of the number, with leading zeros. */
  void padded(long value, int digits) {
    reserve(digits);
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Milliseconds as seconds with three decimals. */
  void seconds(long ms) {
    number(ms / 1000);
    put('.');
    padded(ms % 1000, 3);
  }

  /** The lowest {@code digits} hexadecimal digits. */
  void hex(long value, int digits) {
    reserve(digits);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 15];
    }
  }

  /** Where the byte first stands; the length when it does not. */
  int find(char ascii) {
    int at = 0;
    while (at < length && bytes[at] != ascii) {
      at++;
    }
    return at;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
