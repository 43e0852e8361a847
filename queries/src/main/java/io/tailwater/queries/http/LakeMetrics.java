package io.tailwater.queries.http;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tailwater.queries.api.LakeFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the ledger says of the lake. Before the first commit there is none of it. */
final class LakeMetrics {
  private final Supplier<Optional<LakeFigures>> figures;
  private final PrometheusRegistry registry;

  private LakeMetrics(Supplier<Optional<LakeFigures>> figures, PrometheusRegistry registry) {
    this.figures = figures;
    this.registry = registry;
  }

  static void register(Supplier<Optional<LakeFigures>> figures, PrometheusRegistry registry) {
    LakeMetrics metrics = new LakeMetrics(figures, registry);
    GaugeWithCallback.builder()
        .name("tailwater_snapshot_seq")
        .help("Number of the commit that answers are computed at.")
        .callback(out -> figures.get().ifPresent(now -> out.call(now.seq())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tailwater_snapshot_age_seconds")
        .help("Time since the commit that answers are computed at.")
        .callback(out -> figures.get().ifPresent(now -> out.call(since(now.committedAt()))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tailwater_watermark_lag_seconds")
        .help("Time since the watermark, up to which hours are complete.")
        .callback(
            out -> figures.get().flatMap(LakeFigures::watermark).ifPresent(w -> out.call(since(w))))
        .register(registry);
    metrics.counter("tailwater_events_total", "Lines that became events.", of -> of.events());
    metrics.counter("tailwater_rejected_lines_total", "Lines rejected.", of -> of.rejects());
    metrics.counter(
        "tailwater_late_rows_total", "Events of hours that had been complete.", of -> of.late());
    metrics.gauge("tailwater_lag_bytes", "Bytes of logs not read.", of -> !of.ofRecords());
    metrics.gauge(
        "tailwater_lag_records", "Records of topics not read.", LakeFigures.OfSource::ofRecords);
    metrics.counter(
        "tailwater_lost_total",
        "Bytes, of topics records, that were gone before they could be read.",
        of -> of.lost());
  }

  private void counter(String name, String help, ToLongFunction<LakeFigures.OfSource> value) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("source")
        .callback(
            out ->
                figures
                    .get()
                    .ifPresent(
                        now ->
                            now.sources()
                                .forEach(of -> out.call(value.applyAsLong(of), of.source()))))
        .register(registry);
  }

  private void gauge(String name, String help, Predicate<LakeFigures.OfSource> counted) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("source")
        .callback(
            out ->
                figures
                    .get()
                    .ifPresent(
                        now ->
                            now.sources().stream()
                                .filter(counted)
                                .forEach(of -> out.call(of.behind(), of.source()))))
        .register(registry);
  }

  private static double since(Instant time) {
    return Duration.between(time, Instant.now()).toMillis() / 1000.0;
  }
}
