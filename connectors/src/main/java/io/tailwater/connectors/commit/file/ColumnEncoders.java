package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.AttributesColumn;
import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.Dictionary;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import io.tailwater.connectors.columns.SliceColumn;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.parquet.io.api.Binary;

/**
 * An encoder for each kind of column. Definition level 0 is null and 1 a value, save for the
 * attributes, where 0 is a null map, 2 an entry with a null value and 3 an entry.
 *
 * <p>Slices are handed over as reused: Parquet then copies what it keeps (dictionary entries, the
 * smallest and largest value), and never holds on to a line batch.
 */
final class ColumnEncoders {
  private ColumnEncoders() {}

  static ColumnEncoder longs(Function<EventColumns, LongColumn> of) {
    return (out, batch, rows, from, to) -> {
      LongColumn column = of.apply(batch);
      for (int i = from; i < to; i++) {
        if (column.isNull(rows[i])) {
          out.writeNull(0, 0);
        } else {
          out.write(column.value(rows[i]), 0, 1);
        }
      }
    };
  }

  static ColumnEncoder ints(Function<EventColumns, IntColumn> of) {
    return (out, batch, rows, from, to) -> {
      IntColumn column = of.apply(batch);
      for (int i = from; i < to; i++) {
        if (column.isNull(rows[i])) {
          out.writeNull(0, 0);
        } else {
          out.write(column.value(rows[i]), 0, 1);
        }
      }
    };
  }

  static ColumnEncoder doubles(Function<EventColumns, DoubleColumn> of) {
    return (out, batch, rows, from, to) -> {
      DoubleColumn column = of.apply(batch);
      for (int i = from; i < to; i++) {
        if (column.isNull(rows[i])) {
          out.writeNull(0, 0);
        } else {
          out.write(column.value(rows[i]), 0, 1);
        }
      }
    };
  }

  static ColumnEncoder booleans(Function<EventColumns, BooleanColumn> of) {
    return (out, batch, rows, from, to) -> {
      BooleanColumn column = of.apply(batch);
      for (int i = from; i < to; i++) {
        if (column.isNull(rows[i])) {
          out.writeNull(0, 0);
        } else {
          out.write(column.value(rows[i]), 0, 1);
        }
      }
    };
  }

  static ColumnEncoder slices(Function<EventColumns, SliceColumn> of) {
    return (out, batch, rows, from, to) -> {
      SliceColumn column = of.apply(batch);
      for (int i = from; i < to; i++) {
        int row = rows[i];
        if (column.isNull(row)) {
          out.writeNull(0, 0);
        } else {
          out.write(slice(column.base(row), column.start(row), column.length(row)), 0, 1);
        }
      }
    };
  }

  static ColumnEncoder numbered(Function<EventColumns, DictionaryColumn> of) {
    Values values = new Values();
    return (out, batch, rows, from, to) -> {
      DictionaryColumn column = of.apply(batch);
      values.follow(column.dictionary());
      for (int i = from; i < to; i++) {
        if (column.isNull(rows[i])) {
          out.writeNull(0, 0);
        } else {
          out.write(values.of(column.id(rows[i])), 0, 1);
        }
      }
    };
  }

  /** The same text in all rows of a batch, in a column that is never null. */
  static ColumnEncoder same(Function<EventColumns, String> of) {
    return (out, batch, rows, from, to) -> {
      Binary value = Binary.fromString(of.apply(batch));
      for (int i = from; i < to; i++) {
        out.write(value, 0, 0);
      }
    };
  }

  static ColumnEncoder times() {
    return (out, batch, rows, from, to) -> {
      for (int i = from; i < to; i++) {
        out.write(batch.tsMicros(rows[i]), 0, 0);
      }
    };
  }

  static ColumnEncoder offsets() {
    return (out, batch, rows, from, to) -> {
      for (int i = from; i < to; i++) {
        out.write(batch.offset(rows[i]), 0, 0);
      }
    };
  }

  static ColumnEncoder attributeKeys() {
    Values values = new Values();
    return (out, batch, rows, from, to) -> {
      AttributesColumn column = batch.attributes;
      values.follow(column.keys());
      for (int i = from; i < to; i++) {
        int first = column.first(rows[i]);
        int end = column.end(rows[i]);
        if (first == end) {
          out.writeNull(0, 0);
        }
        for (int entry = first; entry < end; entry++) {
          out.write(values.of(column.keyId(entry)), entry == first ? 0 : 1, 2);
        }
      }
    };
  }

  static ColumnEncoder attributeValues() {
    return (out, batch, rows, from, to) -> {
      AttributesColumn column = batch.attributes;
      for (int i = from; i < to; i++) {
        int first = column.first(rows[i]);
        int end = column.end(rows[i]);
        if (first == end) {
          out.writeNull(0, 0);
        }
        for (int entry = first; entry < end; entry++) {
          int repetition = entry == first ? 0 : 1;
          if (column.base(entry) == null) {
            out.writeNull(repetition, 2);
          } else {
            out.write(
                slice(column.base(entry), column.start(entry), column.length(entry)),
                repetition,
                3);
          }
        }
      }
    };
  }

  private static Binary slice(byte[] base, int start, int length) {
    return Binary.fromReusedByteArray(base, start, length);
  }

  /** The Parquet values of a dictionary's numbers, made once each. */
  private static final class Values {
    private Dictionary dictionary;
    private Binary[] values = new Binary[16];

    void follow(Dictionary next) {
      if (next != dictionary) {
        dictionary = next;
        Arrays.fill(values, null);
      }
      if (values.length < next.size()) {
        values = Arrays.copyOf(values, next.size() * 2);
      }
    }

    Binary of(int id) {
      Binary value = values[id];
      if (value == null) {
        value = Binary.fromConstantByteArray(dictionary.value(id));
        values[id] = value;
      }
      return value;
    }
  }
}
