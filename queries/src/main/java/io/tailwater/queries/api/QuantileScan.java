package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LatencyBuckets;

/**
 * Reads quantiles off the buckets of one group, which arrive in ascending order: the ⌈qn⌉-th
 * smallest latency within {@link LatencyBuckets#RELATIVE_ERROR}, clamped to the group's own
 * smallest and largest.
 */
final class QuantileScan {
  private final Counts counts;
  private final long[] ranks;
  private final Double[] values;
  private long seen;
  private int next;

  /**
   * @param counts the group's sums
   * @param quantiles ascending, each from 0 to 1
   */
  QuantileScan(Counts counts, double[] quantiles) {
    this.counts = counts;
    ranks = new long[quantiles.length];
    values = new Double[quantiles.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = LatencyBuckets.rank(quantiles[i], counts.latencyCount());
    }
    if (counts.latencyCount() == 0) {
      next = ranks.length;
    } else {
      seen = counts.latencyZeros();
      take(0);
    }
  }

  /**
   * The next bucket. Few of them hold a quantile, so what it stands for is worked out only then.
   */
  void bucket(int index, long latencies) {
    seen += latencies;
    if (next < ranks.length && ranks[next] <= seen) {
      take(LatencyBuckets.value(index) * 1000);
    }
  }

  /** Whether the buckets after this one cannot change anything. */
  boolean isDone() {
    return next == ranks.length;
  }

  /** Milliseconds in the order of the quantiles; null when the group has no latency. */
  Double[] values() {
    return values;
  }

  private void take(double ms) {
    while (next < ranks.length && ranks[next] <= seen) {
      values[next++] = Math.min(counts.latencyMaxMs(), Math.max(counts.latencyMinMs(), ms));
    }
  }
}
