package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.BooleanColumn;
import io.tailwater.connectors.columns.DictionaryColumn;
import io.tailwater.connectors.columns.DoubleColumn;
import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.columns.IntColumn;
import io.tailwater.connectors.columns.LongColumn;
import io.tailwater.connectors.columns.SliceColumn;
import io.tailwater.connectors.lake.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;

/**
 * Batches whose columns each take a shape of their own: how often a value is null, whether values
 * stay the same, repeat, or never do, and whether they are the kind that breaks encoders.
 */
final class AnyEvents {
  static final Map<String, ColumnType> ADDED =
      Map.of(
          "a",
          ColumnType.STRING,
          "b",
          ColumnType.LONG,
          "c",
          ColumnType.DOUBLE,
          "d",
          ColumnType.BOOLEAN);

  private static final double[] ODD_DOUBLES = {
    0.0,
    -0.0,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MAX_VALUE,
    Double.longBitsToDouble(0xFFF8_0000_0000_0001L)
  };
  private static final long[] ODD_LONGS = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32};

  private final Random random;
  private final boolean validText;
  private final Shape[] shapes = new Shape[32];
  private long counter;

  /** How the values of one column come. */
  private record Shape(IntPredicate isNull, LongSupplier number, boolean odd) {}

  AnyEvents(Random random, boolean validText) {
    this.random = random;
    this.validText = validText;
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = shape();
    }
  }

  private Shape shape() {
    int nulls = random.nextInt(4);
    int distinct = 1 + random.nextInt(3_000);
    int run = 1 + random.nextInt(300);
    IntPredicate isNull =
        switch (nulls) {
          case 0 -> row -> true;
          case 1 -> row -> false;
          case 2 -> row -> random.nextInt(10) == 0;
          default -> row -> row / run % 2 == 0;
        };
    LongSupplier number =
        switch (random.nextInt(5)) {
          case 0 -> () -> 7;
          case 1 -> () -> random.nextInt(distinct);
          case 2 -> random::nextLong;
          case 3 -> () -> counter / run;
          default -> () -> counter < 5_000 ? random.nextInt(9) : random.nextLong();
        };
    return new Shape(isNull, number, random.nextInt(3) == 0);
  }

  /** Fills the batch anew. */
  void fill(EventColumns batch, int rows) {
    batch.start("web", "stream " + random.nextInt(2));
    for (int i = 0; i < rows; i++) {
      counter++;
      int row = batch.addRow(shapes[0].number.getAsLong(), shapes[1].number.getAsLong());
      int n = 2;
      for (SliceColumn column :
          new SliceColumn[] {
            batch.host, batch.path, batch.query, batch.requestId, batch.raw, batch.own.text(1000)
          }) {
        set(column, row, shapes[n++]);
      }
      set(batch.service, row, shapes[n++]);
      set(batch.endpoint, row, shapes[n++]);
      set(batch.status, row, shapes[n++]);
      set(batch.part, row, shapes[n++]);
      set(batch.bytes, row, shapes[n++]);
      set(batch.own.longs(1001), row, shapes[n++]);
      set(batch.latencyMs, row, shapes[n++]);
      set(batch.upstreamMs, row, shapes[n++]);
      set(batch.own.doubles(1002), row, shapes[n++]);
      set(batch.own.booleans(1003), row, shapes[n++]);
      attributes(batch, row, shapes[n++], shapes[n]);
    }
  }

  private void set(SliceColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      byte[] text = text(shape);
      column.set(row, text, 1, text.length - 2);
    }
  }

  private void set(DictionaryColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      byte[] text = text(shape);
      column.set(row, text, 1, text.length - 2);
    }
  }

  private void set(IntColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      column.set(row, (int) number(shape));
    }
  }

  private void set(LongColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      column.set(row, number(shape));
    }
  }

  private void set(DoubleColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      column.set(
          row,
          shape.odd
              ? ODD_DOUBLES[random.nextInt(ODD_DOUBLES.length)]
              : shape.number.getAsLong() / 8.0);
    }
  }

  private void set(BooleanColumn column, int row, Shape shape) {
    if (!shape.isNull.test(row)) {
      column.set(row, (shape.number.getAsLong() & 1) == 0);
    }
  }

  /** No two entries of a row have one key; odd rows have entries without value, and many. */
  private void attributes(EventColumns batch, int row, Shape keys, Shape shape) {
    int entries = random.nextInt(shape.odd && random.nextInt(200) == 0 ? 300 : 4);
    for (int i = shape.isNull.test(row) ? 0 : entries; i > 0; i--) {
      String key = keys.odd ? i + "/" + keys.number.getAsLong() : "key" + i;
      boolean none = shape.odd && random.nextInt(5) == 0;
      byte[] text = none ? null : text(shape);
      int length = none ? 0 : text.length - 2;
      batch.attributes.add(row, batch.attributes.keys().idOf(key), text, 1, length);
    }
  }

  private long number(Shape shape) {
    return shape.odd && random.nextInt(20) == 0
        ? ODD_LONGS[random.nextInt(ODD_LONGS.length)]
        : shape.number.getAsLong();
  }

  /** A byte before and one behind the text do not belong to it. */
  private byte[] text(Shape shape) {
    long number = shape.number.getAsLong();
    if (shape.odd && random.nextInt(50) == 0) {
      int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(4);
      byte[] bytes = new byte[length + 2];
      if (validText) {
        Arrays.fill(bytes, (byte) ('a' + random.nextInt(3)));
      } else {
        random.nextBytes(bytes);
      }
      return bytes;
    }
    return ("~/värde/" + number + "~").getBytes(StandardCharsets.UTF_8);
  }
}
