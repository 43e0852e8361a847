package io.tailwater.connectors.columns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of UTF-8 byte slices. A row without a base array is null. The base is usually the line
 * batch itself, so a value costs no copy; decoded values bring an array of their own.
 */
public final class SliceColumn {
  private byte[][] base = new byte[0][];
  private int[] start = new int[0];
  private int[] length = new int[0];

  void ensure(int rows) {
    if (base.length < rows) {
      base = Arrays.copyOf(base, rows);
      start = Arrays.copyOf(start, rows);
      length = Arrays.copyOf(length, rows);
    }
  }

  void clear(int rows) {
    Arrays.fill(base, 0, Math.min(rows, base.length), null);
  }

  void clearRow(int row) {
    base[row] = null;
  }

  /**
   * Sets a row to {@code len} bytes of {@code bytes} from {@code from}; the bytes are not copied.
   */
  public void set(int row, byte[] bytes, int from, int len) {
    base[row] = bytes;
    start[row] = from;
    length[row] = len;
  }

  public boolean isNull(int row) {
    return base[row] == null;
  }

  /** The array that holds the row's bytes; null for a null row. */
  public byte[] base(int row) {
    return base[row];
  }

  public int start(int row) {
    return start[row];
  }

  public int length(int row) {
    return length[row];
  }

  /** The row as a string, for tests and slow paths; null for a null row. */
  public String string(int row) {
    return base[row] == null
        ? null
        : new String(base[row], start[row], length[row], StandardCharsets.UTF_8);
  }
}
