package io.tailwater.connectors.columns;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The columns of a batch that the configuration has added, by their field ids in the table. One
 * that is asked for is there, all null where nobody sets it.
 */
public final class OwnColumns {
  private final Map<Integer, SliceColumn> texts = new TreeMap<>();
  private final Map<Integer, LongColumn> longs = new TreeMap<>();
  private final Map<Integer, DoubleColumn> doubles = new TreeMap<>();
  private final Map<Integer, BooleanColumn> booleans = new TreeMap<>();
  private int capacity;

  /** The column of texts with that id. */
  public SliceColumn text(int id) {
    return texts.computeIfAbsent(id, added -> sized(new SliceColumn(), c -> c.ensure(capacity)));
  }

  /** The column of whole numbers with that id. */
  public LongColumn longs(int id) {
    return longs.computeIfAbsent(id, added -> sized(new LongColumn(), c -> c.ensure(capacity)));
  }

  /** The column of numbers with that id. */
  public DoubleColumn doubles(int id) {
    return doubles.computeIfAbsent(id, added -> sized(new DoubleColumn(), c -> c.ensure(capacity)));
  }

  /** The column of truth values with that id. */
  public BooleanColumn booleans(int id) {
    return booleans.computeIfAbsent(
        id, added -> sized(new BooleanColumn(), c -> c.ensure(capacity)));
  }

  private static <T> T sized(T column, Consumer<T> size) {
    size.accept(column);
    return column;
  }

  void ensure(int rows) {
    capacity = rows;
    texts.values().forEach(column -> column.ensure(rows));
    longs.values().forEach(column -> column.ensure(rows));
    doubles.values().forEach(column -> column.ensure(rows));
    booleans.values().forEach(column -> column.ensure(rows));
  }

  void clear(int rows) {
    texts.values().forEach(column -> column.clear(rows));
    longs.values().forEach(column -> column.clear(rows));
    doubles.values().forEach(column -> column.clear(rows));
    booleans.values().forEach(column -> column.clear(rows));
  }

  void clearRow(int row) {
    texts.values().forEach(column -> column.clearRow(row));
    longs.values().forEach(column -> column.clearRow(row));
    doubles.values().forEach(column -> column.clearRow(row));
    booleans.values().forEach(column -> column.clearRow(row));
  }
}
