package io.tailwater.queries.http;

import io.tailwater.queries.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where every request that could be read comes in and goes out: it gets the headers that all
 * answers have, and is counted, timed and logged when its answer is out.
 *
 * <p>A thread serves a request until its answer is sent, so clients that do not read could take all
 * of them. Beyond a number of requests only those get a thread whose answers are always short.
 */
final class Entrance extends Handler.Wrapper {
  private static final String EXPORTS = "/api/v1/export/";
  private static final Set<String> SHORT = Set.of("/health", "/ready", "/metrics");

  private final int most;
  private final Connections connections;
  private final RequestMetrics metrics;

  /**
   * @param most requests at once that get a thread
   */
  Entrance(int most, Connections connections, RequestMetrics metrics) {
    this.most = most;
    this.connections = connections;
    this.metrics = metrics;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (!connection.getEndPoint().isOpen()) {
      // Its body never came: there is nobody to answer, and no end of it would be told.
      callback.failed(new EofException());
      return true;
    }
    Exchange exchange = Exchange.begin(request);
    String path = Request.getPathInContext(request);
    SecurityHeaders.put(response.getHeaders());
    response.getHeaders().put(RequestId.HEADER, RequestId.of(request));
    if (path.equals(LiveCuts.PATH)) {
      connections.listen(connection);
    } else {
      connections.begin(connection, path.startsWith(EXPORTS));
    }
    Request.addCompletionListener(
        request,
        failure -> {
          exchange.release();
          connections.end(connection);
          metrics.note(request, response, exchange);
          RequestLog.write(request, response, exchange);
        });
    if (connections.serving() > most && !SHORT.contains(path)) {
      refuse(request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }

  private void refuse(Request request, Response response, Callback callback) {
    metrics.refused("crowded");
    Problem problem =
        new Problem(
            "/problems/busy",
            "The service is busy",
            HttpStatus.SERVICE_UNAVAILABLE_503,
            "More requests are being served than there is room for",
            Request.getPathInContext(request),
            RequestId.of(request),
            null);
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    response.write(
        true, ByteBuffer.wrap(Json.write(problem).getBytes(StandardCharsets.UTF_8)), callback);
  }
}
