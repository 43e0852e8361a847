package io.tailwater.connectors.columns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of UTF-8 byte slices; a row that is not set is null. Nearly all slices lie in one array,
 * the line batch itself, so a value costs no copy; decoded values bring an array of their own.
 *
 * <p>A row is one {@code long}: start, length and presence. The one array is told once, and only
 * the rows of others remember theirs, so a value costs one store and none of a reference, which the
 * garbage collector would have to hear of.
 */
public final class SliceColumn {
  private static final long PRESENT = 1;
  private static final long FOREIGN = Long.MIN_VALUE;

  /** From the top: the slice lies in another array, 31 bits of start, 31 of length, presence. */
  private long[] slices = new long[0];

  private byte[] shared;

  /** The arrays of foreign rows; shorter than the column while there are none. */
  private byte[][] foreign = new byte[0][];

  /** No row from here on is set. */
  private int end;

  void ensure(int rows) {
    if (slices.length < rows) {
      slices = Arrays.copyOf(slices, rows);
    }
  }

  /** Makes all rows null; those set from now on will mostly lie in {@code bytes}, if not null. */
  void clear(byte[] bytes) {
    Arrays.fill(slices, 0, end, 0);
    Arrays.fill(foreign, 0, Math.min(end, foreign.length), null);
    end = 0;
    shared = bytes;
  }

  void clearRow(int row) {
    slices[row] = 0;
  }

  /**
   * Sets a row to {@code len} bytes of {@code bytes} from {@code from}; the bytes are not copied.
   */
  public void set(int row, byte[] bytes, int from, int len) {
    slices[row] = (long) from << 32 | (long) len << 1 | PRESENT;
    if (row >= end) {
      end = row + 1;
    }
    if (bytes != shared) {
      keep(row, bytes);
    }
  }

  private void keep(int row, byte[] bytes) {
    if (shared == null) {
      shared = bytes;
      return;
    }
    if (row >= foreign.length) {
      foreign = Arrays.copyOf(foreign, slices.length);
    }
    foreign[row] = bytes;
    slices[row] |= FOREIGN;
  }

  public boolean isNull(int row) {
    return slices[row] == 0;
  }

  /** The array that holds the row's bytes; null for a null row. */
  public byte[] base(int row) {
    long slice = slices[row];
    return slice > 0 ? shared : slice == 0 ? null : foreign[row];
  }

  public int start(int row) {
    return (int) (slices[row] >>> 32) & Integer.MAX_VALUE;
  }

  public int length(int row) {
    return (int) slices[row] >>> 1;
  }

  /** The row as a string, for tests and slow paths; null for a null row. */
  public String string(int row) {
    return isNull(row)
        ? null
        : new String(base(row), start(row), length(row), StandardCharsets.UTF_8);
  }
}
