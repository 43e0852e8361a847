package io.tailwater.pipeline.parse;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import java.util.Arrays;

/**
 * A dictionary column that stops growing: after so many values every new one is the other value.
 * Values come from the network, so without a cap anybody could fill the memory.
 */
final class CappedColumn {
  private final DictionaryColumn column;
  private final int cap;
  private final int other;
  private final int fixed;
  private final ShortTexts lately = new ShortTexts();
  private byte[] last = new byte[0];
  private int lastId;
  private long overflow;

  CappedColumn(DictionaryColumn column, int cap, String other) {
    this.column = column;
    this.cap = cap;
    this.other = column.dictionary().idOf(other);
    this.fixed = column.dictionary().size();
  }

  /** Sets the row when the value was set before and is remembered. */
  boolean setAgain(int row, byte[] b, int from, int length) {
    if (setShort(row, b, from, length)) {
      return true;
    }
    boolean same = Arrays.equals(last, 0, last.length, b, from, from + length);
    if (same) {
      column.set(row, lastId);
    }
    return same;
  }

  /** Sets the row; false when the value is one too many and the other value stands for it. */
  boolean set(int row, byte[] b, int from, int length) {
    if (setAgain(row, b, from, length)) {
      return true;
    }
    Dictionary dictionary = column.dictionary();
    if (dictionary.size() - fixed >= cap && !dictionary.contains(b, from, length)) {
      setOther(row);
      overflow++;
      return false;
    }
    lastId = dictionary.idOf(b, from, length);
    last = dictionary.value(lastId);
    lately.put(b, from, length, lastId);
    column.set(row, lastId);
    return true;
  }

  /** Sets the row when the value is short and was set lately. */
  boolean setShort(int row, byte[] b, int from, int length) {
    int id = lately.find(b, from, length);
    if (id == Dictionary.NULL) {
      return false;
    }
    column.set(row, id);
    return true;
  }

  /** Sets the row to the other value. */
  void setOther(int row) {
    column.set(row, other);
  }

  /** How many rows found no room among the values. */
  long overflow() {
    return overflow;
  }
}
