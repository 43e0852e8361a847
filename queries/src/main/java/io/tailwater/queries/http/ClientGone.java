package io.tailwater.queries.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * Whether the client of a request has closed its connection. Jetty does not read from a connection
 * while a request of it is answered, so nothing tells but to read: the request has been read whole,
 * and what comes now is the end, or the begin of another request, which a client sends only when it
 * does not wait for answers. That one is lost, so the connection is closed after this answer.
 */
final class ClientGone implements BooleanSupplier {
  private final SocketChannel channel;
  private final ByteBuffer one = ByteBuffer.allocate(1);
  private volatile boolean hasSentMore;

  private ClientGone(SocketChannel channel) {
    this.channel = channel;
  }

  /** Of a request whose body has been read to its end. */
  static ClientGone of(Context ctx) {
    Object transport =
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint()
            .getTransport();
    return new ClientGone(transport instanceof SocketChannel socket ? socket : null);
  }

  @Override
  public boolean getAsBoolean() {
    if (channel == null || hasSentMore) {
      return false;
    }
    try {
      one.clear();
      int read = channel.read(one);
      hasSentMore = read > 0;
      return read < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether the connection cannot be used for another request. */
  boolean hasSentMore() {
    return hasSentMore;
  }
}
