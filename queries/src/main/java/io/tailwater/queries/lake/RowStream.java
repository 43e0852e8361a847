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
  /** All that DuckDB says of a failure when it streams. */
  private static final String MUTE = "Invalid result set";

  private final DuckDb database;
  private final Connection connection;
  private final PreparedStatement statement;
  private final Sql query;
  private volatile PreparedStatement running;
  private volatile boolean cancelled;
  private ResultSet result;
  private boolean begun;

  /**
   * A stream that computes nothing yet.
   *
   * @param preparation a statement to run first
   */
  public RowStream(DuckDbLimits limits, String preparation, Sql query) throws SQLException {
    this.query = query;
    database = DuckDb.openStreaming(limits);
    Connection connected = null;
    try {
      connected = database.connect();
      DuckDb.run(connected, preparation);
      statement = prepare(connected, query);
      running = statement;
      connection = connected;
    } catch (SQLException | RuntimeException e) {
      if (connected != null) {
        connected.close();
      }
      database.close();
      if (e instanceof SQLException failure) {
        UnreadableFiles.refuse(failure);
      }
      throw e;
    }
  }

  /** The next value; empty after the last. The first call begins to compute. */
  public Optional<String> next() throws SQLException {
    try {
      if (result == null) {
        result = statement.executeQuery();
      }
      Optional<String> row = result.next() ? Optional.of(result.getString(1)) : Optional.empty();
      begun = true;
      return row;
    } catch (SQLException e) {
      boolean isMute = String.valueOf(e.getMessage()).contains(MUTE);
      SQLException failure = isMute && !begun && !cancelled ? reason(e) : e;
      UnreadableFiles.refuse(failure);
      throw failure;
    }
  }

  /** The query runs again without streaming, keeping nothing, since then a failure says why. */
  private SQLException reason(SQLException mute) {
    Sql again = Sql.of("SELECT max(length(line)) FROM (").add(query).add(") AS lines(line)");
    try {
      DuckDb.run(connection, "SET jdbc_stream_results = false");
      try (PreparedStatement repeated = prepare(connection, again)) {
        running = repeated;
        repeated.execute();
      }
      return mute;
    } catch (SQLException e) {
      e.addSuppressed(mute);
      return e;
    }
  }

  private static PreparedStatement prepare(Connection connection, Sql query) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(query.text());
    int index = 0;
    for (Object value : query.values()) {
      prepared.setObject(
          ++index, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
    }
    return prepared;
  }

  /** Lets {@link #next} fail soon; from any thread. */
  public void cancel() throws SQLException {
    cancelled = true;
    running.cancel();
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
