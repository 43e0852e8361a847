package io.tailwater.connectors.columns;

import java.util.Arrays;

/** A column of ints, each of which may be null. */
public final class IntColumn {
  private int[] values = new int[0];
  private boolean[] present = new boolean[0];

  void ensure(int rows) {
    if (values.length < rows) {
      values = Arrays.copyOf(values, rows);
      present = Arrays.copyOf(present, rows);
    }
  }

  void clear(int rows) {
    Arrays.fill(present, 0, Math.min(rows, present.length), false);
  }

  /** Makes the value of a row null. */
  public void clearRow(int row) {
    present[row] = false;
  }

  public void set(int row, int value) {
    values[row] = value;
    present[row] = true;
  }

  public boolean isNull(int row) {
    return !present[row];
  }

  /** The row's value; undefined for a null row. */
  public int value(int row) {
    return values[row];
  }
}
