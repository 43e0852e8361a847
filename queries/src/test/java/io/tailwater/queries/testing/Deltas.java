package io.tailwater.queries.testing;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LatencySketch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rolls events up by hour and series, a row at a time. */
final class Deltas {
  private Deltas() {}

  static List<HourlyDelta> of(List<Event> events) {
    Map<Object, List<Event>> byKey = new LinkedHashMap<>();
    for (Event event : events) {
      byKey.computeIfAbsent(event.key(), key -> new ArrayList<>()).add(event);
    }
    return byKey.values().stream().map(Deltas::delta).toList();
  }

  private static HourlyDelta delta(List<Event> events) {
    Event first = events.get(0);
    LatencySketch sketch = new LatencySketch();
    long bytes = 0;
    for (Event event : events) {
      bytes += event.bytes() == null ? 0 : event.bytes();
      if (event.latencyMs() != null) {
        sketch.add(event.latencyMs());
      }
    }
    return HourlyDelta.of(
        Math.floorDiv(first.ts().getEpochSecond(), 3600),
        first.service(),
        first.endpoint(),
        first.method(),
        first.status(),
        first.region(),
        first.clientClass(),
        events.size(),
        bytes,
        sketch);
  }
}
