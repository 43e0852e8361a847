package io.tailwater.queries.api;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The usual numbers of one group. Ratios are 0 to 1 and null without requests; latencies are null
 * where the data has none.
 *
 * @param requests all
 * @param errors status 400 and above
 * @param clientErrors 4xx
 * @param serverErrors 5xx
 * @param errorRatio errors by requests
 * @param serverErrorRatio 5xx by requests
 * @param bytes bytes sent
 * @param p50Ms median latency
 * @param p95Ms 95th percentile
 * @param p99Ms 99th percentile
 * @param maxMs largest latency
 * @param totalTimeMs sum of latencies: where the time goes
 */
public record Numbers(
    long requests,
    long errors,
    long clientErrors,
    long serverErrors,
    Double errorRatio,
    Double serverErrorRatio,
    long bytes,
    Double p50Ms,
    Double p95Ms,
    Double p99Ms,
    Double maxMs,
    Double totalTimeMs) {
  /** The quantiles that {@link #of} expects. */
  private static final MathContext SIX_DIGITS = new MathContext(6);

  static final double[] QUANTILES = {0.5, 0.95, 0.99};

  static Numbers of(Group group) {
    Counts counts = group.counts();
    Double[] quantiles = group.quantilesMs();
    return new Numbers(
        counts.requests(),
        counts.errors(),
        counts.clientErrors(),
        counts.serverErrors(),
        counts.errorRatio(),
        counts.serverErrorRatio(),
        counts.bytes(),
        rounded(quantiles[0]),
        rounded(quantiles[1]),
        rounded(quantiles[2]),
        rounded(counts.latencyMaxMs()),
        counts.latencyCount() == 0 ? null : rounded(counts.latencySumMs()));
  }

  /** To the microsecond, below a millisecond to six digits: more would pretend. Null stays null. */
  static Double rounded(Double ms) {
    if (ms == null || ms == 0) {
      return ms;
    }
    return ms >= 1
        ? (Double) (Math.rint(ms * 1000) / 1000)
        : (Double) BigDecimal.valueOf(ms).round(SIX_DIGITS).doubleValue();
  }
}
