package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import java.util.Arrays;

/**
 * From the numbers of a column's own dictionary to those of a row group's: each value is looked up
 * once, after that its number is an index of an array. Not thread-safe.
 */
final class Translation {
  private final TextDictionary into;
  private Dictionary from;

  /** The row group's number of each of the column's, 0 while it is not known. */
  private int[] ids = new int[0];

  Translation(TextDictionary into) {
    this.into = into;
  }

  /** Readies it for a column's numbers, which stay the same between batches. */
  void follow(Dictionary dictionary) {
    if (dictionary != from) {
      from = dictionary;
      Arrays.fill(ids, 0);
    }
    if (ids.length < dictionary.size()) {
      ids = Arrays.copyOf(ids, dictionary.size() * 2);
    }
  }

  /**
   * Puts the numbers of the column's rows {@code chosen[begin]} to {@code chosen[end - 1]} into an
   * array from {@code at} on.
   *
   * @return how many of the rows are null
   */
  int idsOf(DictionaryColumn column, int[] chosen, int begin, int end, int[] numbers, int at) {
    int nulls = 0;
    int to = at;
    for (int i = begin; i < end; i++) {
      int id = column.id(chosen[i]);
      int number = ids[id];
      if (number == 0 && id != Dictionary.NULL) {
        number = of(id);
      }
      nulls += id == Dictionary.NULL ? 1 : 0;
      numbers[to++] = number;
    }
    return nulls;
  }

  /** The row group's number of one of the column's, which it gets when it has none. */
  int of(int id) {
    if (ids[id] == 0 && id != Dictionary.NULL) {
      byte[] value = from.value(id);
      ids[id] = into.idOf(value, 0, value.length);
    }
    return ids[id];
  }

  /** The bytes of one of the column's numbers. */
  byte[] value(int id) {
    return from.value(id);
  }
}
