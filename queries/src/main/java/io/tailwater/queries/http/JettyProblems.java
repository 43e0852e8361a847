package io.tailwater.queries.http;

import io.javalin.http.HttpStatus;
import io.tailwater.queries.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Problems that Jetty finds before a route is looked for, such as a malformed path. */
final class JettyProblems implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String title = HttpStatus.forStatus(status).getMessage();
    Problem problem =
        new Problem(
            Problems.typeOf(title),
            title,
            status,
            status == HttpStatus.CONTENT_TOO_LARGE.getCode()
                ? "The body is longer than the " + Guard.MOST_BODY + " bytes that are read"
                : "The request could not be read: " + title,
            pathOf(request),
            RequestId.of(request),
            null);
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(RequestId.HEADER, RequestId.of(request));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    if (Exchange.of(request).isEmpty()) {
      Request.addCompletionListener(request, x -> RequestLog.writeUnread(request, response));
    }
    response.write(
        true, ByteBuffer.wrap(Json.write(problem).getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  /** Null where there is none, or one that Jetty made up. */
  private static String pathOf(Request request) {
    String path = request.getHttpURI().getPath();
    return "/badMessage".equals(path) ? null : path;
  }
}
