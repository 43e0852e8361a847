package io.tailwater.pipeline.gateway;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns everything that can go wrong into a {@link Problem}. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void register(RoutesConfig routes) {
    routes.exception(Refusal.class, Problems::refused);
    routes.exception(HttpResponseException.class, Problems::http);
    routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("Request {} failed", RequestId.of(ctx), e);
          write(
              ctx,
              "internal",
              "The gateway failed",
              500,
              "The gateway failed; its log has the reason under the request id",
              null);
        });
  }

  private static void refused(Refusal e, Context ctx) {
    if (e.retryAfterSeconds() > 0) {
      ctx.header("Retry-After", Integer.toString(e.retryAfterSeconds()));
    }
    if (e.status() == HttpStatus.UNAUTHORIZED.getCode()) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"tailwater\"");
    }
    write(ctx, e.type(), e.title(), e.status(), e.getMessage(), e);
  }

  private static void http(HttpResponseException e, Context ctx) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    String detail =
        switch (status) {
          case NOT_FOUND ->
              "There is nothing at "
                  + ctx.path()
                  + "; events go to /ingest, /ingest/batch and /upload";
          case METHOD_NOT_ALLOWED -> ctx.method() + " is not possible at " + ctx.path();
          default -> status.getMessage();
        };
    write(
        ctx,
        status.getMessage().toLowerCase(Locale.ROOT).replace(' ', '-'),
        status.getMessage(),
        status.getCode(),
        detail,
        null);
  }

  private static void write(
      Context ctx, String type, String title, int status, String detail, Refusal refusal) {
    Problem problem =
        new Problem(
            "/problems/" + type,
            title,
            status,
            detail,
            ctx.path(),
            RequestId.of(ctx),
            refusal == null ? null : refusal.errors());
    // As bytes: text would be written in Latin-1, since the type names no charset.
    ctx.status(status)
        .contentType(Problem.CONTENT_TYPE)
        .result(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }
}
