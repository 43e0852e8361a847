package io.tailwater.pipeline.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.Context;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line of JSON a request, in OpenTelemetry's names. */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.tailwater.pipeline.requests");

  private RequestLog() {}

  private record Line(
      @JsonProperty("timestamp") String timestamp,
      @JsonProperty("http.request.method") String method,
      @JsonProperty("url.path") String path,
      @JsonProperty("http.response.status_code") int status,
      @JsonProperty("http.server.request.duration") double seconds,
      @JsonProperty("client.address") String client,
      @JsonProperty("user_agent.original") String userAgent,
      @JsonProperty("request_id") String requestId) {}

  static void write(Context ctx, float ms) {
    if (LOG.isInfoEnabled()) {
      LOG.info(
          Json.write(
              new Line(
                  Instant.now().toString(),
                  ctx.method().toString(),
                  ctx.path(),
                  ctx.statusCode(),
                  ms / 1000.0,
                  ctx.ip(),
                  ctx.userAgent(),
                  RequestId.of(ctx))));
    }
  }
}
