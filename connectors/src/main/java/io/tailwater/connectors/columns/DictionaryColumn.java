package io.tailwater.connectors.columns;

import java.util.Arrays;

/** A column of dictionary numbers, for values that repeat. A row not set is null. */
public final class DictionaryColumn {
  private final Dictionary dictionary = new Dictionary();
  private int[] ids = new int[0];

  void ensure(int rows) {
    if (ids.length < rows) {
      ids = Arrays.copyOf(ids, rows);
    }
  }

  void clear(int rows) {
    Arrays.fill(ids, 0, Math.min(rows, ids.length), Dictionary.NULL);
  }

  void clearRow(int row) {
    ids[row] = Dictionary.NULL;
  }

  /** Lives as long as the column: numbers mean the same in every batch. */
  public Dictionary dictionary() {
    return dictionary;
  }

  public void set(int row, int id) {
    ids[row] = id;
  }

  public void set(int row, byte[] bytes, int from, int length) {
    ids[row] = dictionary.idOf(bytes, from, length);
  }

  public int id(int row) {
    return ids[row];
  }

  public boolean isNull(int row) {
    return ids[row] == Dictionary.NULL;
  }

  /** The row as a string, for tests and slow paths; null for a null row. */
  public String string(int row) {
    return dictionary.string(ids[row]);
  }
}
