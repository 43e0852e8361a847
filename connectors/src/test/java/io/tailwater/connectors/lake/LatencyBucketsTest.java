package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBucketsTest {

  @Test
  void everyValueLiesAboveItsLowerBoundAndUpToItsUpperBound() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200_000; i++) {
      double seconds = Math.pow(10, random.nextDouble(-9, 6));
      int index = LatencyBuckets.indexOf(seconds);
      assertThat(seconds)
          .as("seed %d", seed)
          .isGreaterThan(LatencyBuckets.lowerBound(index))
          .isLessThanOrEqualTo(LatencyBuckets.upperBound(index));
    }
  }

  @Test
  void aBoundBelongsToTheBucketBelowIt() {
    for (int index = -640; index <= 640; index++) {
      assertThat(LatencyBuckets.indexOf(LatencyBuckets.upperBound(index))).isEqualTo(index);
      assertThat(LatencyBuckets.indexOf(Math.nextUp(LatencyBuckets.upperBound(index))))
          .isEqualTo(index + 1);
    }
  }

  @Test
  void powersOfTwoAreBounds() {
    assertThat(LatencyBuckets.indexOf(1.0)).isEqualTo(-1);
    assertThat(LatencyBuckets.indexOf(2.0)).isEqualTo(31);
    assertThat(LatencyBuckets.indexOf(0.5)).isEqualTo(-33);
    assertThat(LatencyBuckets.lowerBound(32)).isEqualTo(2.0);
  }

  @Test
  void theAnswerIsWithinTheStatedErrorOfEveryValue() {
    assertThat(LatencyBuckets.RELATIVE_ERROR).isCloseTo(0.010830, within(0.000001));
    for (int index = -320; index <= 320; index++) {
      double value = LatencyBuckets.value(index);
      double upper = LatencyBuckets.upperBound(index);
      double lower = LatencyBuckets.lowerBound(index);
      double limit = LatencyBuckets.RELATIVE_ERROR * (1 + 1e-12);
      assertThat(Math.abs(value - upper) / upper).isLessThanOrEqualTo(limit);
      assertThat(Math.abs(value - lower) / lower).isLessThanOrEqualTo(limit);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.0, -0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNoLatency(double seconds) {
    assertThatThrownBy(() -> LatencyBuckets.indexOf(seconds))
        .hasMessage("A bucketed latency is finite and above 0 s, got " + seconds);
  }

  @Test
  void theSmallestAndLargestDoublesHaveBuckets() {
    assertThat(LatencyBuckets.indexOf(Double.MIN_VALUE))
        .isLessThanOrEqualTo(LatencyBuckets.indexOf(Double.MIN_NORMAL));
    assertThat(LatencyBuckets.indexOf(Double.MAX_VALUE)).isEqualTo(1024 * 32 - 1);
  }
}
