package io.tailwater.queries.lake;

import java.sql.SQLException;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections of a store that wait for their next session. Those whose transaction reads the
 * current cut serve it as they are, so that a session costs no statement to open. Thread-safe.
 */
final class Connections {
  private static final int MOST = 32;

  private final DuckDb database;
  private final DayBlocks blocks = new DayBlocks(Runtime.getRuntime().maxMemory() / 4);
  private final Deque<PooledConnection> begun = new ConcurrentLinkedDeque<>();
  private final Deque<PooledConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile Published current;
  private volatile boolean closed;

  Connections(DuckDb database) {
    this.database = database;
  }

  DayBlocks blocks() {
    return blocks;
  }

  /** One that reads the current cut already; null when there is none. */
  PooledConnection begun() throws SQLException {
    while (true) {
      PooledConnection next = begun.poll();
      if (next == null || next.published() == current) {
        return next;
      }
      retire(next);
    }
  }

  /** One that reads the current cut from now on; no load may be published meanwhile. */
  PooledConnection begin() throws SQLException {
    PooledConnection connection = idle.poll();
    if (connection == null) {
      connection = new PooledConnection(database.connect());
    }
    try {
      connection.begin(current);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Sessions read this from now on; nobody begins one meanwhile. */
  void publish(Published next) {
    current = next;
  }

  /** Lets go of what earlier cuts take; sessions may begin meanwhile. */
  void retireOld() throws SQLException {
    PooledConnection last = begun.peekLast();
    while (last != null && last.published() != current && begun.remove(last)) {
      retire(last);
      last = begun.peekLast();
    }
  }

  /** Takes a connection back from its session. */
  void giveBack(PooledConnection connection) throws SQLException {
    if (connection.isAsNew()
        && connection.published() == current
        && !closed
        && begun.size() < MOST) {
      begun.push(connection);
    } else {
      retire(connection);
    }
  }

  void close() throws SQLException {
    closed = true;
    for (Deque<PooledConnection> all : List.of(begun, idle)) {
      for (PooledConnection next = all.poll(); next != null; next = all.poll()) {
        next.close();
      }
    }
  }

  private void retire(PooledConnection connection) throws SQLException {
    if (connection.isBroken() || closed || idle.size() >= MOST) {
      connection.close();
    } else {
      connection.end();
      idle.push(connection);
    }
  }
}
