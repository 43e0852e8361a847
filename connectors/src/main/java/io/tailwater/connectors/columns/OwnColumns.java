package io.tailwater.connectors.columns;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a batch that the configuration has added, by their field ids in the table. One
 * that is asked for is there, all null where nobody sets it. There are few, so one is found by a
 * look at each.
 */
public final class OwnColumns {
  private final List<SliceColumn> texts = new ArrayList<>();
  private final List<LongColumn> longs = new ArrayList<>();
  private final List<DoubleColumn> doubles = new ArrayList<>();
  private final List<BooleanColumn> booleans = new ArrayList<>();
  private final Ids textIds = new Ids();
  private final Ids longIds = new Ids();
  private final Ids doubleIds = new Ids();
  private final Ids booleanIds = new Ids();
  private int capacity;

  /** Field ids in the order in which they were first asked for. */
  private static final class Ids {
    private int[] ids = new int[0];

    int indexOf(int id) {
      int at = 0;
      while (at < ids.length && ids[at] != id) {
        at++;
      }
      return at;
    }

    void add(int id) {
      int[] more = new int[ids.length + 1];
      System.arraycopy(ids, 0, more, 0, ids.length);
      more[ids.length] = id;
      ids = more;
    }
  }

  /** The column of texts with that id. */
  public SliceColumn text(int id) {
    int index = textIds.indexOf(id);
    if (index == texts.size()) {
      textIds.add(id);
      texts.add(new SliceColumn());
      texts.get(index).ensure(capacity);
    }
    return texts.get(index);
  }

  /** The column of whole numbers with that id. */
  public LongColumn longs(int id) {
    int index = longIds.indexOf(id);
    if (index == longs.size()) {
      longIds.add(id);
      longs.add(new LongColumn());
      longs.get(index).ensure(capacity);
    }
    return longs.get(index);
  }

  /** The column of numbers with that id. */
  public DoubleColumn doubles(int id) {
    int index = doubleIds.indexOf(id);
    if (index == doubles.size()) {
      doubleIds.add(id);
      doubles.add(new DoubleColumn());
      doubles.get(index).ensure(capacity);
    }
    return doubles.get(index);
  }

  /** The column of truth values with that id. */
  public BooleanColumn booleans(int id) {
    int index = booleanIds.indexOf(id);
    if (index == booleans.size()) {
      booleanIds.add(id);
      booleans.add(new BooleanColumn());
      booleans.get(index).ensure(capacity);
    }
    return booleans.get(index);
  }

  void ensure(int rows) {
    capacity = rows;
    texts.forEach(column -> column.ensure(rows));
    longs.forEach(column -> column.ensure(rows));
    doubles.forEach(column -> column.ensure(rows));
    booleans.forEach(column -> column.ensure(rows));
  }

  void clear(int rows, byte[] bytes) {
    texts.forEach(column -> column.clear(bytes));
    longs.forEach(column -> column.clear(rows));
    doubles.forEach(column -> column.clear(rows));
    booleans.forEach(column -> column.clear(rows));
  }

  /** Loops, since a lambda that knows the row would be an object a row. */
  void clearRow(int row) {
    for (int i = 0; i < texts.size(); i++) {
      texts.get(i).clearRow(row);
    }
    for (int i = 0; i < longs.size(); i++) {
      longs.get(i).clearRow(row);
    }
    for (int i = 0; i < doubles.size(); i++) {
      doubles.get(i).clearRow(row);
    }
    for (int i = 0; i < booleans.size(); i++) {
      booleans.get(i).clearRow(row);
    }
  }
}
