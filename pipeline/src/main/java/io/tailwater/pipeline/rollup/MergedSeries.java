package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;

/** Deltas of one key, added up. */
final class MergedSeries {
  private final LatencySketch latency = new LatencySketch();
  private long requests;
  private long bytes;

  void add(HourlyDelta delta) {
    requests += delta.requests();
    bytes += delta.bytes();
    latency.merge(delta);
  }

  HourlyDelta toDelta(SeriesHour key) {
    return new HourlyDelta(
        key.hour(),
        key.service(),
        key.endpoint(),
        key.method(),
        key.status(),
        key.region(),
        key.clientClass(),
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
