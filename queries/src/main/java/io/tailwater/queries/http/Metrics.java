package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tailwater.queries.api.LakeFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** All metrics of the service, in Prometheus' text. */
final class Metrics {
  private static final PrometheusTextFormatWriter TEXT = PrometheusTextFormatWriter.create();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final RequestMetrics requests = new RequestMetrics(registry);

  /**
   * @param figures the numbers of the lake; empty before the first commit
   */
  Metrics(Supplier<Optional<LakeFigures>> figures) {
    ProcessMetrics.register(registry);
    LakeMetrics.register(figures, registry);
  }

  RequestMetrics requests() {
    return requests;
  }

  /** Adds what the guard counts. */
  void watch(Guard guard) {
    GaugeWithCallback.builder()
        .name("tailwater_http_server_active_requests")
        .help("Requests whose answer is not out yet, this one among them.")
        .callback(out -> out.call(guard.connections().serving()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tailwater_query_active")
        .help("Answers that are being computed.")
        .callback(out -> out.call(guard.slots().active()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("tailwater_http_server_open_connections")
        .help("Connections that are open.")
        .callback(out -> out.call(guard.connections().open()))
        .register(registry);
    CounterWithCallback.builder()
        .name("tailwater_http_server_closed_connections_total")
        .help("Connections closed by the service: too many, or one took too long.")
        .labelNames("reason")
        .callback(
            out -> {
              out.call(guard.connections().crowdedOut(), "crowded");
              out.call(guard.connections().cutOff(), "slow");
            })
        .register(registry);
  }

  void answer(Context ctx) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    TEXT.write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
    ctx.contentType(TEXT.getContentType()).result(text.toByteArray());
  }
}
