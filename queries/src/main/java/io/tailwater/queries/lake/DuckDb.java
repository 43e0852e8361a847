package io.tailwater.queries.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * A private DuckDB in memory. It fetches nothing, and what does not fit its memory goes to a
 * temporary directory that is removed with it.
 */
public final class DuckDb implements AutoCloseable {
  /**
   * Where it is false, DuckDB 2.0 hands on the ORDER BY of a prepared statement in sorted pieces of
   * 122,880 rows, in whatever order they are done; ORDER BY with LIMIT holds. Where it is true,
   * many rows put into a table that the same transaction had replaced were not seen by others.
   */
  private static final String IN_ANY_ORDER = "preserve_insertion_order";

  private final TemporaryDirectory directory;
  private final Path temporary;
  private final DuckDBConnection root;

  private DuckDb(TemporaryDirectory directory, Path temporary, DuckDBConnection root) {
    this.directory = directory;
    this.temporary = temporary;
    this.root = root;
  }

  /**
   * Opens an empty database.
   *
   * @param limits memory and threads
   */
  public static DuckDb open(DuckDbLimits limits) throws SQLException {
    return open(limits, new Properties());
  }

  /**
   * The same, but results are computed while they are read. A connection then has one result at a
   * time, and a file that cannot be read may show after many rows. Rows come in any order.
   */
  static DuckDb openStreaming(DuckDbLimits limits) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty(IN_ANY_ORDER, "false");
    return open(limits, settings);
  }

  /** The same as {@link #open}, for rows whose order means nothing, which then take less memory. */
  static DuckDb openUnordered(DuckDbLimits limits) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty(IN_ANY_ORDER, "false");
    return open(limits, settings);
  }

  private static DuckDb open(DuckDbLimits limits, Properties settings) throws SQLException {
    try {
      TemporaryDirectory directory = TemporaryDirectory.create("duckdb");
      try {
        // One of its own: there DuckDB may write whatever else it must not open.
        Path temporary = Files.createDirectory(directory.path().resolve("spill"));
        return new DuckDb(directory, temporary, root(limits, temporary, settings));
      } catch (IOException | SQLException | RuntimeException e) {
        directory.closeAfter(e);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a temporary directory for DuckDB", e);
    }
  }

  private static DuckDBConnection root(DuckDbLimits limits, Path temporary, Properties settings)
      throws SQLException {
    settings.setProperty("memory_limit", limits.memoryMiB() + "MiB");
    settings.setProperty("threads", Integer.toString(limits.threads()));
    settings.setProperty("temp_directory", temporary.toString());
    settings.setProperty("max_temp_directory_size", limits.temporaryMiB() + "MiB");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
    try {
      DuckDbLibrary.removeFile();
      run(connection, "SET GLOBAL TimeZone = 'UTC'");
      return connection.unwrap(DuckDBConnection.class);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Another connection to this database; the caller closes it. */
  public DuckDBConnection connect() throws SQLException {
    return root.duplicate();
  }

  /** Where it puts what does not fit its memory. */
  public Path temporary() {
    return temporary;
  }

  /** Runs a statement on the database's own connection. */
  public synchronized void run(String sql) throws SQLException {
    run(root, sql);
  }

  /** Runs a statement on a connection. */
  public static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      root.close();
      directory.close();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot close DuckDB and remove " + temporary, e);
    }
  }
}
