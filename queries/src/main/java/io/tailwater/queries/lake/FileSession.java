package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the files of one cut as they are, with nothing loaded before. What does not fit the memory
 * goes to a temporary directory. For one thread.
 */
public final class FileSession implements AutoCloseable {
  private final LakeAtCut lake;
  private final DuckDb database;
  private final Connection connection;

  public FileSession(LakeAtCut lake, DuckDbLimits limits) throws SQLException {
    this.lake = lake;
    database = DuckDb.open(limits);
    connection = database.connect();
  }

  public LakeAtCut lake() {
    return lake;
  }

  /** All rows of a table, as an expression for a FROM clause. */
  public String rows(LakeTables table) {
    return relation(table, lake.files(table));
  }

  /** The events that may lie in a range, as an expression for a FROM clause. */
  public String events(Instant from, Instant to) {
    return relation(LakeTables.EVENTS, lake.eventFiles(from, to));
  }

  /** The rows of some files of a table, as an expression for a FROM clause. */
  public String relation(LakeTables table, List<String> files) {
    return ParquetRelation.of(lake.columns(table), files);
  }

  /** Runs a statement that gives nothing back. */
  public void run(Sql sql) throws SQLException {
    try (PreparedStatement statement = prepare(sql)) {
      statement.execute();
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  /** Runs a query and keeps what becomes of its rows. */
  public <T> List<T> query(Sql sql, CutSession.Row<T> each) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = prepare(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(each.of(result));
      }
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
    return rows;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    database.close();
  }

  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    try {
      int index = 0;
      for (Object value : sql.values()) {
        statement.setObject(
            ++index, value instanceof Instant time ? time.atOffset(ZoneOffset.UTC) : value);
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }
}
