package io.tailwater.queries.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tailwater.queries.Json;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line of JSON a request, in OpenTelemetry's names, which the format {@code json} knows: so the
 * service can be a source of the lake. No query string, no key and no cookie is in it.
 */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.tailwater.queries.requests");

  private RequestLog() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @JsonProperty("timestamp") Instant timestamp,
      @JsonProperty("service.name") String service,
      @JsonProperty("http.request.method") String method,
      @JsonProperty("url.scheme") String scheme,
      @JsonProperty("url.path") String path,
      @JsonProperty("http.route") String route,
      @JsonProperty("http.response.status_code") int status,
      @JsonProperty("http.response.body.size") long bodySize,
      @JsonProperty("http.server.request.duration") double seconds,
      @JsonProperty("client.address") String client,
      @JsonProperty("user_agent.original") String userAgent,
      @JsonProperty("request_id") String requestId,
      @JsonProperty("key_id") String keyId) {}

  /** Writes the line of a request whose answer is out. */
  static void write(Request request, Response response, Exchange exchange) {
    write(request, response, Optional.of(exchange));
  }

  /** Writes that of a request that could not be read. */
  static void writeUnread(Request request, Response response) {
    write(request, response, Optional.empty());
  }

  private static void write(Request request, Response response, Optional<Exchange> exchange) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          Json.write(
              new Line(
                  Instant.now(),
                  "tailwater",
                  request.getMethod(),
                  request.getHttpURI().getScheme(),
                  request.getHttpURI().getPath(),
                  exchange.flatMap(Exchange::route).orElse(null),
                  response.getStatus(),
                  Response.getContentBytesWritten(response),
                  NanoTime.since(request.getHeadersNanoTime()) / 1000 / 1e6,
                  exchange.map(Exchange::client).orElseGet(() -> Request.getRemoteAddr(request)),
                  request.getHeaders().get(HttpHeader.USER_AGENT),
                  RequestId.of(request),
                  exchange.flatMap(Exchange::keyId).orElse(null))));
    }
  }
}
