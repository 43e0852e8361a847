package io.tailwater.queries.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;

/** Counts requests by route. Paths and callers are no labels: there is no end of them. */
final class RequestMetrics {
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

  private final Histogram durations;
  private final Counter bodyBytes;
  private final Counter refused;

  RequestMetrics(PrometheusRegistry registry) {
    durations =
        Histogram.builder()
            .name("tailwater_http_server_request_duration_seconds")
            .help("Time from a request's head to the end of its answer.")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .register(registry);
    bodyBytes =
        Counter.builder()
            .name("tailwater_http_server_response_body_bytes_total")
            .help("Bytes of answers as they were sent.")
            .register(registry);
    refused =
        Counter.builder()
            .name("tailwater_http_server_refused_total")
            .help("Requests that were not answered whatever they asked, by the kind of problem.")
            .labelNames("reason")
            .register(registry);
  }

  /** Notes a request whose answer is out. */
  void note(Request request, Response response, Exchange exchange) {
    String method = request.getMethod();
    durations
        .labelValues(
            METHODS.contains(method) ? method : "_OTHER",
            exchange.route().orElse("none"),
            Integer.toString(response.getStatus()))
        .observe(NanoTime.since(request.getHeadersNanoTime()) / 1e9);
    bodyBytes.inc(Response.getContentBytesWritten(response));
  }

  /** Notes that a request is refused. */
  void refused(String reason) {
    refused.labelValues(reason).inc();
  }
}
