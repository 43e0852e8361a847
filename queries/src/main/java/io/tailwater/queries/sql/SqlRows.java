package io.tailwater.queries.sql;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query, computed while they are read. */
public final class SqlRows {
  private final ResultSet result;
  private final Deadline deadline;
  private final List<SqlColumn> columns;

  SqlRows(ResultSet result, Deadline deadline) throws SQLException {
    this.result = result;
    this.deadline = deadline;
    ResultSetMetaData about = result.getMetaData();
    List<SqlColumn> named = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      named.add(new SqlColumn(about.getColumnLabel(i), about.getColumnTypeName(i)));
    }
    columns = List.copyOf(named);
  }

  public List<SqlColumn> columns() {
    return columns;
  }

  /**
   * The next row: numbers, strings, booleans, lists, maps and null in the order of the columns;
   * null after the last.
   *
   * @throws java.sql.SQLTimeoutException when the query's time is over
   */
  public List<Object> next() throws SQLException {
    deadline.check();
    if (!result.next()) {
      return null;
    }
    List<Object> row = new ArrayList<>();
    for (int i = 1; i <= columns.size(); i++) {
      row.add(PlainValue.of(result.getObject(i)));
    }
    return row;
  }
}
