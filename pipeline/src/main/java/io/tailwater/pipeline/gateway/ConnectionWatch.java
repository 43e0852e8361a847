package io.tailwater.pipeline.gateway;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Closes connections that are kept busy and get nowhere: a request's head that does not end, or
 * bytes around a body that are none of it. Who only is silent is ended by the server itself.
 */
final class ConnectionWatch implements Connection.Listener, AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  /** A body that is overdue ends its own request first, with an answer. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Since when a connection has had no request. */
  private record Waiting(long requests, long sinceNanos) {}

  private record Watched(SentBody body, Connection connection) {}

  private final Duration longest;
  private final Map<Connection, Waiting> connections = new ConcurrentHashMap<>();
  private final Set<Watched> bodies = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gateway-watch");

  /**
   * @param longest time that a connection may take for the head of its next request
   */
  ConnectionWatch(Duration longest) {
    this.longest = longest;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Looks after a body until it is closed. */
  void add(SentBody body, Connection connection) {
    bodies.add(new Watched(body, connection));
  }

  @Override
  public void onOpened(Connection connection) {
    connections.put(connection, new Waiting(0, System.nanoTime()));
  }

  @Override
  public void onClosed(Connection connection) {
    connections.remove(connection);
  }

  private void run() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        connections.keySet().forEach(this::look);
        for (Iterator<Watched> all = bodies.iterator(); all.hasNext(); ) {
          Watched watched = all.next();
          if (watched.body.isClosed()) {
            all.remove();
          } else if (watched.body.isOverdueBy(GRACE)) {
            watched.connection.close();
          }
        }
      }
    } catch (InterruptedException e) {
      // As good as closed.
      Thread.currentThread().interrupt();
    }
  }

  private void look(Connection connection) {
    long requests = connection.getMessagesIn();
    boolean busy = requests != connection.getMessagesOut();
    Waiting waiting =
        connections.computeIfPresent(
            connection,
            (same, before) ->
                busy || requests != before.requests
                    ? new Waiting(requests, System.nanoTime())
                    : before);
    if (waiting != null && System.nanoTime() - waiting.sinceNanos > longest.toNanos()) {
      connection.close();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
