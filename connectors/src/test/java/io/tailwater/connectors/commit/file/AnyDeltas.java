package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.HourlyDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rows of the rollup in which anything occurs that a column can hold; NaN is no latency, and so
 * none is here.
 */
final class AnyDeltas {
  private static final String[] TEXTS = {
    "", "a", "/api/{id}", "ünïcode/\uD83D\uDE00", "x".repeat(5_000)
  };
  private static final long[] NUMBERS = {0, 1, -1, 255, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE};
  private static final double[] DOUBLES = {
    0.0, -0.0, 1.5, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY
  };

  private final Random random;
  private final boolean repeating;
  private final int nulls;
  private final int lists;
  private final int hours;

  AnyDeltas(Random random) {
    this.random = random;
    this.repeating = random.nextBoolean();
    this.nulls = 1 + random.nextInt(5);
    this.lists = random.nextInt(4);
    this.hours = 1 + random.nextInt(24);
  }

  List<HourlyDelta> rows(int count) {
    List<HourlyDelta> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int buckets = length();
      rows.add(
          new HourlyDelta(
              random.nextInt(hours),
              text(),
              text(),
              text(),
              random.nextInt(nulls) == 0 ? null : (Integer) (int) number(),
              text(),
              text(),
              number(),
              number(),
              number(),
              real(),
              random.nextInt(nulls) == 0 ? null : (Double) real(),
              random.nextInt(nulls) == 0 ? null : (Double) real(),
              number(),
              random.ints(buckets).map(n -> repeating ? n % 50 : n).toArray(),
              random.longs(buckets).map(n -> repeating ? n % 3 : n).toArray()));
    }
    return rows;
  }

  /** None, or few, or now and then very many. */
  private int length() {
    return switch (lists) {
      case 0 -> 0;
      case 1 -> 1 + random.nextInt(9);
      case 2 -> random.nextInt(2) * random.nextInt(90);
      default -> random.nextInt(300) == 0 ? 20_000 : random.nextInt(40);
    };
  }

  private String text() {
    if (random.nextInt(nulls) == 0) {
      return null;
    }
    return repeating ? TEXTS[random.nextInt(TEXTS.length)] : "t" + random.nextLong();
  }

  private long number() {
    return repeating ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
  }

  private double real() {
    return repeating ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
  }
}
