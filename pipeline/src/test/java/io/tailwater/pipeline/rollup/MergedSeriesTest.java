package io.tailwater.pipeline.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;
import org.junit.jupiter.api.Test;

class MergedSeriesTest {
  private final MergedSeries merged = new MergedSeries();

  @Test
  void oneDeltaIsTheSum() {
    HourlyDelta only = delta(1, 40, 5);
    merged.add(only);
    assertThat(merged.toDelta()).isEqualTo(only);
  }

  @Test
  void severalDeltasAddUp() {
    merged.add(delta(1, 40, 5));
    merged.add(delta(2, 2, 5, 0));
    merged.add(delta(1, 0));

    HourlyDelta want = delta(4, 42, 5, 5, 0);
    assertThat(merged.toDelta()).usingRecursiveComparison().isEqualTo(want);
  }

  private static HourlyDelta delta(long requests, long bytes, double... latencies) {
    LatencySketch sketch = new LatencySketch();
    for (double ms : latencies) {
      sketch.add(ms);
    }
    return HourlyDelta.of(7, "shop", "/a", "GET", 200, null, "bot", requests, bytes, sketch);
  }
}
