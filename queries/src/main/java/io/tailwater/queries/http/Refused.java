package io.tailwater.queries.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Why a request is not answered, whatever it asks. Becomes a {@link Problem}. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final String type;
  private final String title;
  private final long retryAfterSeconds;

  private Refused(
      HttpStatus status, String type, String title, String detail, long retryAfterSeconds) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.title = title;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  private static Refused of(HttpStatus status, String type, String title, String detail) {
    return new Refused(status, type, title, detail, 0);
  }

  static Refused noKey(String detail) {
    return of(HttpStatus.UNAUTHORIZED, "no-key", "An API key is needed", detail);
  }

  static Refused noScope(String keyId, KeyScope scope) {
    return of(
        HttpStatus.FORBIDDEN,
        "no-scope",
        "The API key may not do this",
        "The API key " + keyId + " lacks the scope " + scope.label());
  }

  static Refused otherSite() {
    return of(
        HttpStatus.FORBIDDEN,
        "other-site",
        "The request comes from another site",
        "A browser sent this from a page of another site; only pages of this service may");
  }

  static Refused otherHost(String allowed) {
    return of(
        HttpStatus.MISDIRECTED_REQUEST,
        "other-host",
        "The request is for another host",
        "Without API keys the service answers under the names " + allowed + " alone");
  }

  static Refused tooMany(double perSecond, double secondsToNext) {
    return new Refused(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many",
        "Too many requests",
        "More than " + rate(perSecond) + " requests a second, server.rate_limit",
        Math.max(1, (long) Math.ceil(secondsToNext)));
  }

  static Refused busy() {
    return new Refused(
        HttpStatus.SERVICE_UNAVAILABLE,
        "busy",
        "The service is busy",
        "As many answers are being computed as server.max_concurrent allows",
        1);
  }

  static Refused crowded(String detail) {
    return new Refused(HttpStatus.SERVICE_UNAVAILABLE, "busy", "The service is busy", detail, 10);
  }

  static Refused wantsStream(String mediaType) {
    return new Refused(
        HttpStatus.NOT_ACCEPTABLE,
        "not-acceptable",
        "Not acceptable",
        "News are a stream: want Accept: " + mediaType,
        0);
  }

  /** The kind of problem, for metrics. */
  String type() {
    return type;
  }

  private static String rate(double perSecond) {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString();
  }

  void write(Context ctx) {
    if (status == HttpStatus.UNAUTHORIZED) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"tailwater\"");
    }
    if (retryAfterSeconds > 0) {
      ctx.header("Retry-After", Long.toString(retryAfterSeconds));
    }
    Problem problem =
        new Problem(
            "/problems/" + type,
            title,
            status.getCode(),
            getMessage(),
            ctx.path(),
            RequestId.of(ctx),
            null);
    ctx.status(status)
        .contentType(Problem.CONTENT_TYPE)
        .result(Json.write(problem).getBytes(StandardCharsets.UTF_8));
  }
}
