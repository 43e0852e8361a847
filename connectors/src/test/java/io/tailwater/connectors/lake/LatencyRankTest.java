package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyRankTest {
  @Test
  void aRankIsThatOfTheDecimalWhateverItsNearestDoubleIs() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200_000; i++) {
      int digits = random.nextInt(6);
      int whole = random.nextInt((int) Math.pow(10, digits) + 1);
      BigDecimal q = BigDecimal.valueOf(whole, digits);
      long count = 1 + (random.nextLong() >>> 2 + random.nextInt(62));

      assertThat(LatencyBuckets.rank(q.doubleValue(), count))
          .as("rank of %s of %d", q, count)
          .isEqualTo(
              q.multiply(BigDecimal.valueOf(count))
                  .setScale(0, RoundingMode.CEILING)
                  .max(BigDecimal.ONE)
                  .longValueExact());
    }
  }

  @Test
  void ofAHundredFiftyFivePerCentAreTheFirstFiftyFive() {
    assertThat(LatencyBuckets.rank(0.55, 100)).isEqualTo(55);
    assertThat(LatencyBuckets.rank(0.07, 100)).isEqualTo(7);
    assertThat(LatencyBuckets.rank(0, 100)).isEqualTo(1);
    assertThat(LatencyBuckets.rank(1, 100)).isEqualTo(100);
  }
}
