package io.tailwater.queries.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices clients that have left while nothing is sent to them, and those that do not read what is.
 * A write to such a client fails by itself; but a search that finds nothing for minutes writes
 * nothing, and would go on for nobody. A silent connection is looked at twice a second by reading
 * from it, which is why the answer must be its last: a next request would lose its first byte.
 *
 * <p>One who reads a byte now and then would keep an export, of which there are few, for ever. So a
 * chunk has as long to be taken as any other answer; the time to compute it does not count.
 */
final class ClientWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientWatch.class);
  private static final int MILLIS = 500;

  private final Set<Watched> all = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock;
  private final Duration longest;

  /** What is to be done about a client that has left. */
  interface Departure {
    void happened() throws Exception;
  }

  /** One client. */
  final class Watched implements AutoCloseable {
    private final EndPoint connection;
    private final Departure departure;
    private volatile long sent;
    private volatile long sendingSince;
    private volatile boolean sending;
    private long sentBefore = -1;

    private Watched(EndPoint connection, Departure departure) {
      this.connection = connection;
      this.departure = departure;
    }

    /** Tells that something is about to be sent. */
    void sending() {
      sendingSince = System.nanoTime();
      sending = true;
    }

    /** Tells that it was. */
    void sent(long bytes) {
      sending = false;
      sent += bytes;
    }

    /** Ends the connection at once, so that what was sent does not look whole. */
    void cutOff(Throwable reason) {
      connection.close(reason);
    }

    @Override
    public void close() {
      all.remove(this);
    }

    private void look() {
      if (sending && System.nanoTime() - sendingSince > longest.toNanos()) {
        cutOff(new EofException("A client takes too long to read an export"));
      }
      long now = sent;
      boolean silent = now == sentBefore;
      sentBefore = now;
      if (silent && hasLeft() && all.remove(this)) {
        try {
          departure.happened();
        } catch (Exception e) {
          LOG.warn("Cannot stop what was computed for a client that has left", e);
        }
      }
    }

    private boolean hasLeft() {
      try {
        return connection.getTransport() instanceof SocketChannel socket
            && socket.read(ByteBuffer.allocate(1)) != 0;
      } catch (IOException e) {
        return true;
      }
    }
  }

  /**
   * @param longest time for a client to take what is sent at once
   */
  ClientWatch(Duration longest) {
    this.longest = longest;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "client-watch");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(
        () -> all.forEach(Watched::look), MILLIS, MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Watches the client of a request until the result is closed. */
  Watched watch(Context ctx, Departure departure) {
    EndPoint connection =
        ServletContextRequest.getServletContextRequest(ctx.req())
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    Watched watched = new Watched(connection, departure);
    all.add(watched);
    return watched;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
