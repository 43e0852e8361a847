package io.tailwater.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LatencySketchTest {

  enum Shape {
    UNIFORM {
      @Override
      double next(RandomGenerator random) {
        return random.nextDouble(0, 500);
      }
    },
    HEAVY_TAIL {
      @Override
      double next(RandomGenerator random) {
        return 2 / Math.pow(1 - random.nextDouble(), 1.5);
      }
    },
    CONSTANT {
      @Override
      double next(RandomGenerator random) {
        return 17;
      }
    },
    MANY_ZEROS {
      @Override
      double next(RandomGenerator random) {
        return random.nextInt(4) > 0 ? 0 : random.nextInt(1, 60) / 1.0;
      }
    };

    abstract double next(RandomGenerator random);
  }

  @ParameterizedTest
  @EnumSource
  void quantilesAreWithinTheErrorOfTheExactOnes(Shape shape) {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int n : new int[] {1, 2, 3, 99, 10_000}) {
      LatencySketch sketch = new LatencySketch();
      double[] exact = new double[n];
      for (int i = 0; i < n; i++) {
        exact[i] = shape.next(random);
        sketch.add(exact[i]);
      }
      Arrays.sort(exact);
      for (double q : new double[] {0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
        double want = exact[Math.max(1, (int) Math.ceil(q * n)) - 1];
        assertThat(sketch.quantileMs(q))
            .as("seed %d, n %d, q %s", seed, n, q)
            .isCloseTo(want, within(want * LatencyBuckets.RELATIVE_ERROR * 1.000001));
      }
    }
  }

  @Test
  void aMergeInAnyOrderGivesTheSameSketch() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<HourlyDelta> deltas = new ArrayList<>();
    LatencySketch whole = new LatencySketch();
    for (int part = 0; part < 20; part++) {
      LatencySketch sketch = new LatencySketch();
      for (int i = random.nextInt(50); i > 0; i--) {
        double ms = Math.floor(Shape.HEAVY_TAIL.next(random));
        sketch.add(ms);
        whole.add(ms);
      }
      deltas.add(delta(sketch));
    }
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(deltas);
      LatencySketch merged = new LatencySketch();
      deltas.forEach(merged::merge);
      assertThat(merged.buckets()).as("seed %d", seed).isEqualTo(whole.buckets());
      assertThat(merged.counts()).isEqualTo(whole.counts());
      assertThat(merged.zeros()).isEqualTo(whole.zeros());
      assertThat(merged.sumMs()).isEqualTo(whole.sumMs());
      assertThat(merged.minMs()).isEqualTo(whole.minMs());
      assertThat(merged.maxMs()).isEqualTo(whole.maxMs());
    }
  }

  @Test
  void holdsWhatWasAddedWhenEverItIsAsked() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    double[] some = {Double.MIN_VALUE, Double.MAX_VALUE, 0, 0.001, 17, 17.5, 30_000};
    LatencySketch sketch = new LatencySketch();
    TreeMap<Integer, Long> model = new TreeMap<>();
    long zeros = 0;
    for (int i = 0; i < 20_000; i++) {
      int action = random.nextInt(1_000);
      if (action == 0) {
        sketch.clear();
        model.clear();
        zeros = 0;
      } else if (action < 5) {
        assertThat(sketch.buckets())
            .as("seed %d, action %d", seed, i)
            .containsExactly(model.keySet().stream().mapToInt(bucket -> bucket).toArray());
        assertThat(sketch.counts())
            .as("seed %d, action %d", seed, i)
            .containsExactly(model.values().stream().mapToLong(count -> count).toArray());
        assertThat(sketch.zeros()).isEqualTo(zeros);
        assertThat(sketch.count())
            .isEqualTo(zeros + model.values().stream().mapToLong(count -> count).sum());
      } else if (action < 10) {
        LatencySketch other = new LatencySketch();
        other.add(17);
        sketch.merge(delta(other));
        model.merge(LatencyBuckets.indexOf(0.017), 1L, Long::sum);
      } else {
        double ms = random.nextInt(500) == 0 ? some[random.nextInt(7)] : random.nextDouble(1, 900);
        sketch.add(ms);
        if (ms == 0) {
          zeros++;
        } else {
          model.merge(LatencyBuckets.indexOf(Math.max(ms / 1000, Double.MIN_VALUE)), 1L, Long::sum);
        }
      }
    }
  }

  @Test
  void anEmptySketchHasNoQuantileAndNoBounds() {
    LatencySketch sketch = new LatencySketch();
    assertThat(sketch.minMs()).isNull();
    assertThat(sketch.maxMs()).isNull();
    assertThat(sketch.buckets()).isEmpty();
    assertThatThrownBy(() -> sketch.quantileMs(0.5)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesNaNAndNegatives() {
    LatencySketch sketch = new LatencySketch();
    assertThatThrownBy(() -> sketch.add(Double.NaN))
        .hasMessage("A latency is finite and at least 0 ms, got NaN");
    assertThatThrownBy(() -> sketch.add(-0.001)).isInstanceOf(IllegalArgumentException.class);
    assertThat(sketch.count()).isZero();
  }

  @Test
  void aClearedSketchCountsAnew() {
    LatencySketch sketch = new LatencySketch();
    sketch.add(1000);
    sketch.clear();
    sketch.add(5);
    assertThat(sketch.count()).isEqualTo(1);
    assertThat(sketch.quantileMs(1)).isEqualTo(5);
  }

  private static HourlyDelta delta(LatencySketch sketch) {
    return HourlyDelta.of(0, null, null, null, null, null, "human", sketch.count(), 0, sketch);
  }
}
