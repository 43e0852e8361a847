package io.tailwater.queries.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses a body that says that it is too long before it is waited for. */
final class BodyLimit extends Handler.Wrapper {
  private final long most;

  /**
   * @param most longest body, bytes
   */
  BodyLimit(long most, Handler next) {
    super(next);
    this.most = most;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getLength() > most) {
      Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
