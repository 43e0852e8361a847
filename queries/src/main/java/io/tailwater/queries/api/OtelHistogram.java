package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.Micros;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sketches as a metric of OpenTelemetry in OTLP's JSON: names in camelCase, whole numbers of 64
 * bits as strings. Bucket {@code i} of scale 5 is (2^(i/32), 2^((i+1)/32)] seconds there as here,
 * so {@code offset} is the first index.
 */
final class OtelHistogram {
  private static final int DELTA = 1;

  /** Dimension to the attribute that the semantic conventions have for it. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "service", "service.name",
          "endpoint", "http.route",
          "method", "http.request.method",
          "status", "http.response.status_code",
          "region", "cloud.region");

  private OtelHistogram() {}

  /** The metric with a data point for each sketch. */
  static Map<String, Object> metric(List<Sketch> sketches, TimeRange range) {
    Map<String, Object> histogram = new LinkedHashMap<>();
    histogram.put("aggregationTemporality", DELTA);
    histogram.put("dataPoints", sketches.stream().map(sketch -> point(sketch, range)).toList());
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("name", "http.server.request.duration");
    metric.put("unit", "s");
    metric.put("exponentialHistogram", histogram);
    return metric;
  }

  private static Map<String, Object> point(Sketch sketch, TimeRange range) {
    Counts counts = sketch.counts();
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("attributes", attributes(sketch.labels()));
    point.put("startTimeUnixNano", nanos(Micros.of(range.from())));
    point.put("timeUnixNano", nanos(Micros.of(range.to())));
    point.put("count", Long.toString(counts.latencyCount()));
    point.put("sum", counts.latencySumMs() / 1000);
    point.put("scale", LatencyBuckets.SCALE);
    point.put("zeroCount", Long.toString(counts.latencyZeros()));
    point.put("zeroThreshold", 0.0);
    point.put("positive", positive(sketch));
    if (counts.latencyCount() > 0) {
      point.put("min", counts.latencyMinMs() / 1000);
      point.put("max", counts.latencyMaxMs() / 1000);
    }
    return point;
  }

  private static Map<String, Object> positive(Sketch sketch) {
    List<String> counts = new ArrayList<>();
    int offset = 0;
    if (!sketch.buckets().isEmpty()) {
      offset = sketch.buckets().firstKey();
      for (int i = offset; i <= sketch.buckets().lastKey(); i++) {
        counts.add(Long.toString(sketch.buckets().getOrDefault(i, 0L)));
      }
    }
    Map<String, Object> positive = new LinkedHashMap<>();
    positive.put("offset", offset);
    positive.put("bucketCounts", counts);
    return positive;
  }

  private static List<Map<String, Object>> attributes(Map<String, Object> labels) {
    List<Map<String, Object>> attributes = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          if (value != null) {
            String kind = value instanceof Integer ? "intValue" : "stringValue";
            attributes.add(
                Map.of(
                    "key", ATTRIBUTES.getOrDefault(name, name),
                    "value", Map.of(kind, value.toString())));
          }
        });
    return attributes;
  }

  private static String nanos(long micros) {
    return micros + "000";
  }
}
