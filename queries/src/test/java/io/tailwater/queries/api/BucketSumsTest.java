package io.tailwater.queries.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets added a stretch at a time are those added one by one. */
class BucketSumsTest {
  private static final double[] QUANTILES = {0, 0.1, 0.5, 0.9, 0.99, 1};

  @Test
  void aStretchAtATimeIsOneByOneAlsoForBucketsBeyondTheUsual() {
    long seed = System.nanoTime();
    System.out.println("BucketSumsTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(300);
      int spread = random.nextInt(10) == 0 ? 20_000 : 1 + random.nextInt(1600);
      int[] buckets = random.ints(size, -spread, spread).toArray();
      long[] amounts = random.longs(size, 1, 1000).toArray();
      BucketSums one = new BucketSums();
      BucketSums stretches = new BucketSums();
      long count = 0;
      for (int i = 0; i < size; i++) {
        one.add(buckets[i], amounts[i]);
        count += amounts[i];
      }
      for (int from = 0; from < size; ) {
        int to = from + random.nextInt(size - from + 1);
        stretches.add(buckets, amounts, from, to);
        from = to;
      }
      assertThat(read(stretches, count)).isEqualTo(read(one, count));
    }
  }

  private static Double[] read(BucketSums sums, long count) {
    Counts counts = new Counts(count, 0, 0, 0, count, 0, 0.0, Double.MAX_VALUE, 0);
    QuantileScan scan = new QuantileScan(counts, QUANTILES);
    sums.readBy(scan);
    return scan.values();
  }
}
