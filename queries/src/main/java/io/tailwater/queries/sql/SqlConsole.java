package io.tailwater.queries.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.lake.DuckDb;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.MissingFiles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * People's own SQL over the lake's views. Two locks, because either alone has been picked: {@link
 * SqlGate} lets pass only what it knows, and {@link LockedSettings} let the database open nothing
 * but the data files of the cut. For one thread.
 */
public final class SqlConsole implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** All that DuckDB says of a failure when it streams. */
  private static final String MUTE = "Invalid result set";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final DuckDb database;
  private final Connection connection;
  private final SqlGate gate;
  private final List<String> files;

  /** What becomes of a result. */
  public interface Reader<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** What becomes of rows. */
  public interface RowsReader<T> {
    T read(SqlRows rows) throws SQLException;
  }

  private interface Timed<T> {
    T read(ResultSet result, Deadline deadline) throws SQLException;
  }

  /** A console over a cut, in a database of its own. */
  public SqlConsole(LakeAtCut lake, DuckDbLimits limits) throws SQLException {
    this(SqlViews.of(lake), DuckDb.open(limits));
  }

  /**
   * A console over a cut.
   *
   * @param database empty; closed with the console
   */
  SqlConsole(SqlViews views, DuckDb database) throws SQLException {
    this.database = database;
    connection = database.connect();
    files = views.files();
    try {
      for (String statement : views.statements()) {
        DuckDb.run(connection, statement);
      }
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
    gate =
        new SqlGate(
            names("SELECT view_name FROM duckdb_views() WHERE NOT internal"),
            names("SELECT function_name FROM duckdb_functions() WHERE NOT internal"),
            names("SELECT view_name FROM duckdb_views() WHERE internal"));
    LockedSettings.apply(connection, files, database.temporary());
  }

  /**
   * Runs one query for as long as it takes.
   *
   * @throws RefusedSqlException if it is anything but one query of what is accepted
   * @throws io.tailwater.queries.lake.UnreadableLakeException if a file of the lake is missing
   * @throws SQLException if DuckDB cannot run it
   */
  public <T> T query(String sql, Reader<T> reader) throws SQLException {
    return query(sql, LONGEST, reader);
  }

  /**
   * Runs one query.
   *
   * @param longest time to compute it up to its first rows
   * @throws RefusedSqlException if it is anything but one query of what is accepted
   * @throws io.tailwater.queries.lake.UnreadableLakeException if a file of the lake is missing
   * @throws java.sql.SQLTimeoutException if it takes longer
   * @throws SQLException if DuckDB cannot run it; the message says nothing of where files are
   */
  public <T> T query(String sql, Duration longest, Reader<T> reader) throws SQLException {
    check(sql);
    return run(sql, longest, reader);
  }

  /**
   * Runs one query and reads its rows one by one.
   *
   * @throws SQLException as {@link #query(String, Duration, Reader)} does, also while rows are read
   */
  public <T> T read(String sql, Duration longest, RowsReader<T> reader) throws SQLException {
    check(sql);
    return run(sql, longest, (result, deadline) -> reader.read(new SqlRows(result, deadline)));
  }

  /** Runs a statement behind the second lock alone. */
  <T> T run(String sql, Duration longest, Reader<T> reader) throws SQLException {
    return run(sql, longest, (result, deadline) -> reader.read(result));
  }

  private <T> T run(String sql, Duration longest, Timed<T> reader) throws SQLException {
    long end = System.nanoTime() + longest.toNanos();
    try {
      return once(sql, longest, reader);
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      boolean isMute = String.valueOf(e.getMessage()).contains(MUTE);
      SQLException failure = isMute ? reason(sql, end - System.nanoTime()) : e;
      throw ErrorText.clean(failure, files, database.temporary());
    }
  }

  /** Without streaming, a failure says what it is; the query is run again to hear it. */
  private SQLException reason(String sql, long nanos) throws SQLException {
    DuckDb.run(connection, "SET " + LockedSettings.STREAMING + " = false");
    try {
      once(sql, Duration.ofMillis(Math.max(1, nanos / 1_000_000)), (result, deadline) -> null);
      return new SQLException("The query failed while its rows were read");
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      return e;
    } finally {
      DuckDb.run(connection, "SET " + LockedSettings.STREAMING + " = true");
    }
  }

  private <T> T once(String sql, Duration longest, Timed<T> reader) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        Deadline deadline = new Deadline(statement, longest)) {
      try (ResultSet result = statement.executeQuery()) {
        return reader.read(result, deadline);
      } catch (SQLException e) {
        throw deadline.explain(e);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
  }

  /** The first lock alone. */
  void check(String sql) throws SQLException {
    SqlText.check(sql);
    JsonNode parsed = parse(sql);
    if (parsed.path("error").asBoolean()) {
      boolean otherStatement = parsed.path("error_type").asText().equals("not implemented");
      throw new RefusedSqlException(
          "Only a query (SELECT, WITH, VALUES, DESCRIBE, SUMMARIZE) is accepted"
              + (otherStatement
                  ? "; a PIVOT says its values: FROM (PIVOT … ON x IN (…) …)"
                  : ": " + parsed.path("error_message").asText().strip()));
    }
    gate.check(parsed);
  }

  private JsonNode parse(String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JSON.readTree(result.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new RefusedSqlException("The query is too long or too deep to be looked through");
    }
  }

  private Set<String> names(String sql) throws SQLException {
    Set<String> names = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        names.add(Allowed.key(result.getString(1)));
      }
    }
    return names;
  }
}
