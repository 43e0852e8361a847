package io.tailwater.pipeline.gateway;

import io.javalin.http.Context;
import java.util.UUID;

/** The name of a request in answers and log: the caller's own, where it sent a sane one. */
final class RequestId {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "tailwater.request-id";

  private RequestId() {}

  static String of(Context ctx) {
    String known = ctx.attribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    String sent = ctx.header(HEADER);
    String id =
        sent != null && sent.matches("[A-Za-z0-9._-]{1,64}") ? sent : UUID.randomUUID().toString();
    ctx.attribute(ATTRIBUTE, id);
    return id;
  }
}
