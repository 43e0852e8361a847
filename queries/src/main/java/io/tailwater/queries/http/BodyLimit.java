package io.tailwater.queries.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses a body that says that it is too long before any of it is kept.
 *
 * <p>What is sent of it is thrown away first, up to a bound and for a moment: a client that is
 * still sending when the connection closes would read of a reset, and never the answer.
 */
final class BodyLimit extends Handler.Wrapper {
  private static final long MOST_THROWN_AWAY = 16 << 20;
  private static final long PATIENCE_MILLIS = 1000;

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
    if (request.getLength() <= most) {
      return super.handle(request, response, callback);
    }
    AtomicBoolean refused = new AtomicBoolean();
    Runnable refuse =
        () -> {
          if (refused.compareAndSet(false, true)) {
            Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
          }
        };
    if (request.getLength() <= MOST_THROWN_AWAY) {
      request.getComponents().getScheduler().schedule(refuse, PATIENCE_MILLIS, MILLISECONDS);
      Content.Source.consumeAll(request, Callback.from(refuse, x -> refuse.run()));
    } else {
      refuse.run();
    }
    return true;
  }
}
