package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LatencyBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Sketches as native histograms of Prometheus, with the fields of its {@code Histogram} message.
 * Bucket {@code i} of schema 5 is (2^((i-1)/32), 2^(i/32)] seconds there: its index is one more
 * than here. Spans are runs of neighbours, each with the gap to the one before, and counts are told
 * by their differences.
 */
final class PrometheusHistogram {
  /** How far the index of a bucket is from ours. */
  static final int INDEX_OFFSET = 1;

  private PrometheusHistogram() {}

  /** The metric with a histogram for each sketch. */
  static Map<String, Object> metric(List<Sketch> sketches) {
    Map<String, Object> metric = new LinkedHashMap<>();
    metric.put("name", "http_server_request_duration_seconds");
    metric.put("type", "GAUGE_HISTOGRAM");
    metric.put("histograms", sketches.stream().map(PrometheusHistogram::histogram).toList());
    return metric;
  }

  private static Map<String, Object> histogram(Sketch sketch) {
    Map<String, Object> labels = new LinkedHashMap<>();
    sketch
        .labels()
        .forEach((name, value) -> labels.put(name, value == null ? "" : value.toString()));
    Map<String, Object> histogram = new LinkedHashMap<>();
    histogram.put("labels", labels);
    histogram.put("sample_count", sketch.counts().latencyCount());
    histogram.put("sample_sum", sketch.counts().latencySumMs() / 1000);
    histogram.put("schema", LatencyBuckets.SCALE);
    histogram.put("zero_threshold", 0.0);
    histogram.put("zero_count", sketch.counts().latencyZeros());
    histogram.put("positive_span", spans(sketch.buckets()));
    histogram.put("positive_delta", deltas(sketch.buckets()));
    return histogram;
  }

  /** One empty span where there is no bucket: without any, it would be no native histogram. */
  private static List<Map<String, Object>> spans(SortedMap<Integer, Long> buckets) {
    List<Map<String, Object>> spans = new ArrayList<>();
    if (buckets.isEmpty()) {
      spans.add(span(0, 0));
      return spans;
    }
    int end = 0;
    int start = buckets.firstKey() + INDEX_OFFSET;
    int next = start;
    for (int bucket : buckets.keySet()) {
      int index = bucket + INDEX_OFFSET;
      if (index != next) {
        spans.add(span(start - end, next - start));
        end = next;
        start = index;
      }
      next = index + 1;
    }
    spans.add(span(start - end, next - start));
    return spans;
  }

  private static Map<String, Object> span(int offset, int length) {
    Map<String, Object> span = new LinkedHashMap<>();
    span.put("offset", offset);
    span.put("length", length);
    return span;
  }

  private static List<Long> deltas(SortedMap<Integer, Long> buckets) {
    List<Long> deltas = new ArrayList<>();
    long before = 0;
    for (long count : buckets.values()) {
      deltas.add(count - before);
      before = count;
    }
    return deltas;
  }
}
