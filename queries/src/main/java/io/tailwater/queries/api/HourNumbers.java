package io.tailwater.queries.api;

import java.util.SortedMap;

/**
 * The numbers of an hour at a cut.
 *
 * @param requests all, by the rollups
 * @param clientErrors status 400–499
 * @param serverErrors status 500–599
 * @param bytes bytes sent
 * @param latencyCount requests with a latency
 * @param p95Ms 95th percentile of the latencies; null without any, or in a difference without both
 * @param events rows of events that are kept
 */
record HourNumbers(
    long requests,
    long clientErrors,
    long serverErrors,
    long bytes,
    long latencyCount,
    Double p95Ms,
    long events) {
  private static final double[] P95 = {0.95};

  static HourNumbers of(Counts counts, SortedMap<Integer, Long> buckets, long events) {
    QuantileScan scan = new QuantileScan(counts, P95);
    buckets.forEach(scan::bucket);
    return new HourNumbers(
        counts.requests(),
        counts.clientErrors(),
        counts.serverErrors(),
        counts.bytes(),
        counts.latencyCount(),
        Numbers.rounded(scan.values()[0]),
        events);
  }

  /** By how much they are more than these. */
  HourNumbers minus(HourNumbers earlier) {
    return new HourNumbers(
        requests - earlier.requests,
        clientErrors - earlier.clientErrors,
        serverErrors - earlier.serverErrors,
        bytes - earlier.bytes,
        latencyCount - earlier.latencyCount,
        p95Ms == null || earlier.p95Ms == null ? null : Numbers.rounded(p95Ms - earlier.p95Ms),
        events - earlier.events);
  }
}
