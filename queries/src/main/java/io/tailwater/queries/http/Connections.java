package io.tailwater.queries.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;

/**
 * Every open connection, and which are to go.
 *
 * <p>The server's own idle timeout begins anew with each byte, so a head that trickles in would
 * keep a connection for ever. Here the clock of a connection runs from when it was opened, or its
 * last request ended, until its next request is there whole, body included; and from then until its
 * answer is sent whole. Exports may take as long as they like here: whoever sends one sees for
 * itself whether it is waiting for its client, or its client for it. So may a page that listens for
 * news.
 *
 * <p>When there are too many, the one that has waited longest for its request is closed: of those
 * who send nothing or little, there is always one older than somebody who has just come to ask. So
 * a flood of them locks nobody out. Thread-safe.
 */
final class Connections implements Connection.Listener, AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(250);

  /** An answer that takes too long to compute is a problem of its own first, which is told. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** In this time who has come to ask has asked. */
  private static final long TIME_TO_ASK_NANOS = 5_000_000_000L;

  private static final int OVERFLOW = 4;

  /** Since when a connection has been doing what it does. */
  private record Since(long nanos, boolean export) {}

  private final int most;
  private final Duration longest;
  private final Map<Connection, Since> waiting = new LinkedHashMap<>();
  private final Map<Connection, Since> serving = new LinkedHashMap<>();
  private final Set<Connection> listening = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "connections");
  private long crowdedOut;
  private long cutOff;

  /**
   * @param most connections at once
   * @param longest time for a request to come in, and for its answer to be computed and sent
   */
  Connections(int most, Duration longest) {
    this.most = most;
    this.longest = longest;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void onOpened(Connection connection) {
    synchronized (this) {
      waiting.put(connection, since(false));
    }
    crowded().forEach(Connection::close);
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    waiting.remove(connection);
    serving.remove(connection);
    listening.remove(connection);
  }

  /** A request has come in whole. */
  synchronized void begin(Connection connection, boolean export) {
    if (waiting.remove(connection) != null) {
      serving.put(connection, since(export));
    }
  }

  /** A request has come in whole whose answer is news, for as long as there are any. */
  synchronized void listen(Connection connection) {
    if (waiting.remove(connection) != null) {
      listening.add(connection);
    }
  }

  /** Its answer is out, or will never be. */
  synchronized void end(Connection connection) {
    if (serving.remove(connection) != null || listening.remove(connection)) {
      waiting.put(connection, since(false));
    }
  }

  /** How many are open. */
  synchronized int open() {
    return waiting.size() + serving.size() + listening.size();
  }

  /**
   * How many requests are being served, without those that listen. Counted here, where the end of a
   * connection is told whatever becomes of its request.
   */
  synchronized int serving() {
    return serving.size();
  }

  /** How many were closed because there were too many. */
  synchronized long crowdedOut() {
    return crowdedOut;
  }

  /** How many were closed because they took too long. */
  synchronized long cutOff() {
    return cutOff;
  }

  private void run() {
    try {
      while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        overdue().forEach(Connection::close);
        crowded().forEach(Connection::close);
      }
    } catch (InterruptedException e) {
      // As good as closed.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Connection> crowded() {
    List<Connection> found = new ArrayList<>();
    long now = System.nanoTime();
    Iterator<Map.Entry<Connection, Since>> oldestFirst = waiting.entrySet().iterator();
    while (open() > most && oldestFirst.hasNext()) {
      Map.Entry<Connection, Since> next = oldestFirst.next();
      if (now - next.getValue().nanos < TIME_TO_ASK_NANOS && open() <= OVERFLOW * most) {
        break;
      }
      oldestFirst.remove();
      found.add(next.getKey());
    }
    crowdedOut += found.size();
    return found;
  }

  private synchronized List<Connection> overdue() {
    List<Connection> found = new ArrayList<>();
    long now = System.nanoTime();
    takeOverdue(waiting, now - longest.toNanos(), found);
    takeOverdue(serving, now - longest.plus(GRACE).toNanos(), found);
    cutOff += found.size();
    return found;
  }

  private void takeOverdue(Map<Connection, Since> clocks, long before, List<Connection> found) {
    Map<Connection, Since> exports = new LinkedHashMap<>();
    Iterator<Map.Entry<Connection, Since>> oldestFirst = clocks.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Map.Entry<Connection, Since> next = oldestFirst.next();
      if (next.getValue().nanos - before >= 0) {
        break;
      }
      oldestFirst.remove();
      if (next.getValue().export) {
        exports.put(next.getKey(), since(true));
      } else {
        found.add(next.getKey());
      }
    }
    clocks.putAll(exports);
  }

  private static Since since(boolean export) {
    return new Since(System.nanoTime(), export);
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
