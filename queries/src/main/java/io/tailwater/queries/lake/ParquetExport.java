package io.tailwater.queries.lake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Rows as a Parquet file. What a file holds is said at its end, after all rows are known, so it is
 * written to disk first, and removed with this. It has a database of its own, whose limits are all
 * the memory that it can take. For one thread, but for {@link #cancel}.
 */
public final class ParquetExport implements AutoCloseable {
  /** Bounds the memory: a thread holds a group of rows until it is written. */
  private static final int ROWS_A_GROUP = 20_480;

  private final DuckDb database;
  private final Connection connection;
  private final TemporaryDirectory directory;
  private final Path file;
  private volatile PreparedStatement running;

  public ParquetExport(DuckDbLimits limits) throws SQLException, IOException {
    directory = TemporaryDirectory.create("export");
    file = directory.path().resolve("rows.parquet");
    try {
      database = DuckDb.openUnordered(limits);
      connection = connect();
    } catch (SQLException | RuntimeException e) {
      directory.closeAfter(e);
      throw e;
    }
  }

  private Connection connect() throws SQLException {
    try {
      return database.connect();
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Free bytes where the file is written. */
  public long usableSpace() throws IOException {
    return Files.getFileStore(directory.path()).getUsableSpace();
  }

  /** Writes the file and opens it. */
  public InputStream write(Sql query) throws SQLException, IOException {
    String sql =
        "COPY ("
            + query.text()
            + ") TO "
            + Sql.literal(file.toString())
            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
            + ROWS_A_GROUP
            + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      running = statement;
      int index = 0;
      for (Object value : query.values()) {
        statement.setObject(
            ++index, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
      }
      statement.execute();
    } catch (SQLException e) {
      UnreadableFiles.refuse(e);
      throw e;
    } finally {
      running = null;
    }
    return Files.newInputStream(file);
  }

  /** Bytes of the file. */
  public long size() throws IOException {
    return Files.size(file);
  }

  /** Lets {@link #write} fail soon; from any thread. */
  public void cancel() throws SQLException {
    PreparedStatement statement = running;
    if (statement != null) {
      statement.cancel();
    }
  }

  @Override
  public void close() throws SQLException, IOException {
    try {
      connection.close();
    } finally {
      database.close();
      directory.close();
    }
  }
}
