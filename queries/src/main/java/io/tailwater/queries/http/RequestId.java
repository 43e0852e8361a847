package io.tailwater.queries.http;

import io.javalin.http.Context;
import java.util.UUID;
import org.eclipse.jetty.server.Request;

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
    String id = choose(ctx.header(HEADER));
    ctx.attribute(ATTRIBUTE, id);
    return id;
  }

  static String of(Request request) {
    String known = (String) request.getAttribute(ATTRIBUTE);
    if (known != null) {
      return known;
    }
    String id = choose(request.getHeaders().get(HEADER));
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  private static String choose(String sent) {
    return sent != null && sent.matches("[A-Za-z0-9._-]{1,64}")
        ? sent
        : UUID.randomUUID().toString();
  }
}
