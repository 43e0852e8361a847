package io.tailwater.connectors.lake;

/**
 * Requests of one series in one hour, as far as one flush saw them: an additive row of {@code
 * requests_hourly}. Rows of the same key add up.
 *
 * @param hour hours since the epoch, UTC
 * @param service service; null when unknown
 * @param endpoint templated path; null when the line had no path
 * @param method request method; null when the line had none
 * @param status status code; null when the line had none
 * @param region region; null when unknown
 * @param clientClass {@code human}, {@code bot} or {@code unknown}
 * @param requests events counted
 * @param bytes bytes sent
 * @param latencyCount events that had a latency
 * @param latencySumMs sum of latencies, milliseconds
 * @param latencyMinMs smallest latency, milliseconds; null without any
 * @param latencyMaxMs largest latency, milliseconds; null without any
 * @param latencyZeros latencies of exactly zero
 * @param latencyBuckets indexes of {@link LatencyBuckets}, ascending
 * @param latencyCounts count of each bucket
 */
public record HourlyDelta(
    long hour,
    String service,
    String endpoint,
    String method,
    Integer status,
    String region,
    String clientClass,
    long requests,
    long bytes,
    long latencyCount,
    double latencySumMs,
    Double latencyMinMs,
    Double latencyMaxMs,
    long latencyZeros,
    int[] latencyBuckets,
    long[] latencyCounts) {

  /** A delta with the latencies of a sketch; components as above. */
  public static HourlyDelta of(
      long hour,
      String service,
      String endpoint,
      String method,
      Integer status,
      String region,
      String clientClass,
      long requests,
      long bytes,
      LatencySketch latency) {
    return new HourlyDelta(
        hour,
        service,
        endpoint,
        method,
        status,
        region,
        clientClass,
        requests,
        bytes,
        latency.count(),
        latency.sumMs(),
        latency.minMs(),
        latency.maxMs(),
        latency.zeros(),
        latency.buckets(),
        latency.counts());
  }
}
