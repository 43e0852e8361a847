package io.tailwater.queries.testing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Plain counts over events: what every answer must agree with. */
public record Oracle(List<Event> events) {

  public Oracle where(Predicate<Event> condition) {
    return new Oracle(events.stream().filter(condition).toList());
  }

  /** Half-open. */
  public Oracle between(Instant from, Instant to) {
    return where(event -> !event.ts().isBefore(from) && event.ts().isBefore(to));
  }

  public long requests() {
    return events.size();
  }

  public long withStatus(int least, int most) {
    return events.stream()
        .filter(e -> e.status() != null && e.status() >= least && e.status() <= most)
        .count();
  }

  public long bytes() {
    return events.stream().mapToLong(e -> e.bytes() == null ? 0 : e.bytes()).sum();
  }

  /** The ⌈qn⌉-th smallest latency; null without latencies. */
  public Double quantileMs(double q) {
    double[] sorted =
        events.stream()
            .filter(e -> e.latencyMs() != null)
            .mapToDouble(Event::latencyMs)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? null
        : (Double) sorted[(int) Math.max(1, Math.ceil(q * sorted.length)) - 1];
  }

  public static Oracle of(Collection<Event> events) {
    return new Oracle(List.copyOf(events));
  }
}
