package io.tailwater.queries.lake;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/**
 * A connection with a transaction that reads one cut, and the statements that it has prepared. For
 * one thread at a time.
 */
final class PooledConnection {
  private static final int MOST_STATEMENTS = 64;

  /** Statements that name many files are not asked again. */
  private static final int LONGEST_KEPT = 8000;

  private final DuckDBConnection connection;
  private final LinkedHashMap<String, PreparedStatement> statements =
      new LinkedHashMap<>(16, 0.75f, true);
  private Published published;
  private boolean changed;
  private boolean broken;

  PooledConnection(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  Published published() {
    return published;
  }

  /** Whether it may serve another session at the same cut. */
  boolean isAsNew() {
    return !changed && !broken;
  }

  boolean isBroken() {
    return broken;
  }

  /** Says that the session leaves tables or views behind. */
  void change() {
    changed = true;
  }

  /** Says that the connection must not be used again: no statement survives an error. */
  void breakOff() {
    broken = true;
  }

  /**
   * Takes the snapshot of the database that the transaction keeps. The caller sees to it that no
   * load is published meanwhile.
   */
  void begin(Published now) throws SQLException {
    long load;
    String sql = "SELECT load FROM cut";
    PreparedStatement statement = take(sql);
    try (var row = statement.executeQuery()) {
      row.next();
      load = row.getLong(1);
    }
    giveBack(sql, statement);
    if (load != now.load()) {
      throw new IllegalStateException(
          "DuckDB holds load " + load + ", but " + now.load() + " was published");
    }
    published = now;
  }

  /** Reads the same snapshot as an older cut. */
  void readAs(Published older) {
    published = older;
    changed = true;
    broken = true;
  }

  /** Ends the transaction, and with it whatever the session left. */
  void end() throws SQLException {
    connection.rollback();
    published = null;
    changed = false;
  }

  /** A prepared statement, which nobody else has until it is given back. */
  PreparedStatement take(String sql) throws SQLException {
    PreparedStatement known = statements.remove(sql);
    return known != null ? known : connection.prepareStatement(sql);
  }

  /** Takes a statement back that has done its work without an error. */
  void giveBack(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement unneeded = sql.length() > LONGEST_KEPT ? statement : null;
    if (unneeded == null) {
      unneeded = statements.put(sql, statement);
      if (statements.size() > MOST_STATEMENTS) {
        Map.Entry<String, PreparedStatement> oldest = statements.entrySet().iterator().next();
        statements.remove(oldest.getKey());
        oldest.getValue().close();
      }
    }
    if (unneeded != null) {
      unneeded.close();
    }
  }

  void run(String sql) throws SQLException {
    DuckDb.run(connection, sql);
  }

  void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    statements.clear();
    connection.close();
  }
}
