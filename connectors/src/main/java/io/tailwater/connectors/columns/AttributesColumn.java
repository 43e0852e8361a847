package io.tailwater.connectors.columns;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column of string maps, flat: the entries of all rows stand one after the other, and each row
 * knows where its own end. Entries are added to the newest row only. A row without entries is null.
 */
public final class AttributesColumn {
  private final Dictionary keys = new Dictionary();
  private int[] ends = new int[0];
  private int[] keyIds = new int[0];
  private byte[][] base = new byte[0][];
  private int[] start = new int[0];
  private int[] length = new int[0];

  void ensure(int rows) {
    if (ends.length < rows) {
      ends = Arrays.copyOf(ends, rows);
    }
  }

  void clear(int rows) {
    Arrays.fill(base, null);
  }

  /** Opens the row: it has no entries yet. */
  void clearRow(int row) {
    ends[row] = first(row);
  }

  /** Numbers of the names; they mean the same in every batch. */
  public Dictionary keys() {
    return keys;
  }

  /** Adds an entry to {@code row}, the newest one. The bytes are not copied. */
  public void add(int row, int keyId, byte[] bytes, int from, int len) {
    int entry = ends[row]++;
    if (entry == keyIds.length) {
      int capacity = Math.max(64, entry * 2);
      keyIds = Arrays.copyOf(keyIds, capacity);
      base = Arrays.copyOf(base, capacity);
      start = Arrays.copyOf(start, capacity);
      length = Arrays.copyOf(length, capacity);
    }
    keyIds[entry] = keyId;
    base[entry] = bytes;
    start[entry] = from;
    length[entry] = len;
  }

  /** The row's first entry. */
  public int first(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** The entry after the row's last. */
  public int end(int row) {
    return ends[row];
  }

  public boolean isNull(int row) {
    return first(row) == ends[row];
  }

  public int keyId(int entry) {
    return keyIds[entry];
  }

  public byte[] base(int entry) {
    return base[entry];
  }

  public int start(int entry) {
    return start[entry];
  }

  public int length(int entry) {
    return length[entry];
  }

  /**
   * The row as a map in order of entry, for tests and slow paths; null for a row without entries.
   */
  public Map<String, String> map(int row) {
    if (isNull(row)) {
      return null;
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = first(row); i < end(row); i++) {
      String value = new String(base[i], start[i], length[i], StandardCharsets.UTF_8);
      map.put(keys.string(keyIds[i]), value);
    }
    return map;
  }
}
