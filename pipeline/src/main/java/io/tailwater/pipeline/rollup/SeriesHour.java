package io.tailwater.pipeline.rollup;

import io.tailwater.connectors.lake.HourlyDelta;

/** The key of a rollup row: one hour of one series. Components as in {@link HourlyDelta}. */
record SeriesHour(
    long hour,
    String service,
    String endpoint,
    String method,
    Integer status,
    String region,
    String clientClass) {

  static SeriesHour of(HourlyDelta delta) {
    return new SeriesHour(
        delta.hour(),
        delta.service(),
        delta.endpoint(),
        delta.method(),
        delta.status(),
        delta.region(),
        delta.clientClass());
  }
}
