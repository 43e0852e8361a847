package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of one cut: everything asked of a session is answered from the same commit. For one thread;
 * closed when the answer is made.
 */
public final class CutSession implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 30;

  private final Connection connection;
  private final LakeAtCut lake;

  /** What becomes of a row. */
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Sees a row. */
  public interface Visit {
    void row(ResultSet row) throws SQLException;
  }

  /** Takes the connection's snapshot of the database, so that later loads are not seen. */
  CutSession(Connection connection, LakeAtCut lake) throws SQLException {
    this.connection = connection;
    this.lake = lake;
    long loaded = query(Sql.of("SELECT seq FROM cut"), row -> row.getLong(1)).get(0);
    if (loaded != lake.cut().seq()) {
      throw new IllegalStateException(
          "DuckDB holds commit " + loaded + ", but " + lake.cut().seq() + " was published");
    }
  }

  public LakeAtCut lake() {
    return lake;
  }

  /** The events that may lie in a range, as an expression for a FROM clause. */
  public String events(Instant from, Instant to) {
    return ParquetRelation.of(LakeTables.EVENTS.schema(), lake.eventFiles(from, to));
  }

  /** The rejects that may have been received in a range, as an expression for a FROM clause. */
  public String rejects(Instant from, Instant to) {
    return ParquetRelation.of(LakeTables.REJECTS.schema(), lake.rejectFiles(from, to));
  }

  /** Runs a query and keeps what becomes of its rows. */
  public <T> List<T> query(Sql sql, Row<T> each) throws SQLException {
    List<T> rows = new ArrayList<>();
    forEach(sql, row -> rows.add(each.of(row)));
    return rows;
  }

  /** Runs a query and hands on each row, in order. */
  public void forEach(Sql sql, Visit visit) throws SQLException {
    try (PreparedStatement statement = prepare(sql);
        ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        visit.row(result);
      }
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  /** Keeps what a query gives as a table of this session alone, for queries that follow. */
  public void keep(String name, Sql sql) throws SQLException {
    Sql create = Sql.of("CREATE OR REPLACE TEMP TABLE " + Sql.name(name) + " AS ").add(sql);
    try (PreparedStatement statement = prepare(create)) {
      statement.execute();
    } catch (SQLException e) {
      MissingFiles.refuse(e);
      throw e;
    }
  }

  /** A statement does not survive an error in DuckDB, so each query has its own. */
  private PreparedStatement prepare(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    try {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      int index = 0;
      for (Object value : sql.values()) {
        statement.setObject(++index, bindable(value));
      }
      return statement;
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** A time of a row; null where the row has none. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** A decimal number of a row; null where the row has none. */
  public static Double decimal(ResultSet row, String column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : (Double) value;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static Object bindable(Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }
}
