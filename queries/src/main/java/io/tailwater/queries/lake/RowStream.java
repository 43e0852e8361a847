package io.tailwater.queries.lake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Text, one value a row, as DuckDB makes it: it computes a little ahead of whoever reads and waits
 * for the rest, so memory is the same for ten rows and ten million. It has a database of its own,
 * whose limits are all that it can take. For one thread, but for {@link #cancel}.
 */
public final class RowStream implements AutoCloseable {
  private final DuckDb database;
  private final Connection connection;
  private final PreparedStatement statement;
  private ResultSet result;

  /**
   * A stream that computes nothing yet.
   *
   * @param preparation a statement to run first
   */
  public RowStream(DuckDbLimits limits, String preparation, Sql query) throws SQLException {
    database = DuckDb.openStreaming(limits);
    Connection connected = null;
    try {
      connected = database.connect();
      DuckDb.run(connected, preparation);
      statement = connected.prepareStatement(query.text());
      int index = 0;
      for (Object value : query.values()) {
        statement.setObject(
            ++index, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
      }
      connection = connected;
    } catch (SQLException | RuntimeException e) {
      if (connected != null) {
        connected.close();
      }
      database.close();
      throw e;
    }
  }

  /** The next value; empty after the last. The first call begins to compute. */
  public Optional<String> next() throws SQLException {
    try {
      if (result == null) {
        result = statement.executeQuery();
      }
      return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  /** Lets {@link #next} fail soon; from any thread. */
  public void cancel() throws SQLException {
    statement.cancel();
  }

  @Override
  public void close() throws SQLException {
    try {
      if (result != null) {
        result.close();
      }
      statement.close();
      connection.close();
    } finally {
      database.close();
    }
  }
}
