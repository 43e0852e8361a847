package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;

/** Deltas of one key, added up. Mostly there is one, which then is the sum. */
final class MergedSeries {
  private HourlyDelta first;
  private LatencySketch latency;
  private long requests;
  private long bytes;

  void add(HourlyDelta delta) {
    if (first == null) {
      first = delta;
      return;
    }
    if (latency == null) {
      latency = new LatencySketch();
      count(first);
    }
    count(delta);
  }

  private void count(HourlyDelta delta) {
    requests += delta.requests();
    bytes += delta.bytes();
    latency.merge(delta);
  }

  HourlyDelta toDelta() {
    if (latency == null) {
      return first;
    }
    return HourlyDelta.of(
        first.hour(),
        first.service(),
        first.endpoint(),
        first.method(),
        first.status(),
        first.region(),
        first.clientClass(),
        requests,
        bytes,
        latency);
  }
}
