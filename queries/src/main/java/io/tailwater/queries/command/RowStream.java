package io.tailwater.queries.command;

import io.tailwater.queries.Json;
import io.tailwater.queries.rows.Csv;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.sql.SqlColumn;
import io.tailwater.queries.sql.SqlRows;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes rows while they are computed, so that their number is not bounded by memory. A table needs
 * to know how wide its columns are, so it is written in pieces of some rows, each with its head.
 */
final class RowStream {
  private static final int TABLE_ROWS = 10_000;

  private final PrintWriter out;
  private final OutputFormat format;
  private final long limit;

  /**
   * @param limit most rows
   */
  RowStream(PrintWriter out, OutputFormat format, long limit) {
    this.out = out;
    this.format = format;
    this.limit = limit;
  }

  /** Writes the rows. True where the limit left some out. */
  boolean write(SqlRows rows) throws SQLException {
    List<String> columns = rows.columns().stream().map(SqlColumn::name).toList();
    List<List<Object>> table = new ArrayList<>();
    if (format == OutputFormat.csv) {
      out.println(Csv.line(columns));
    }
    out.print(format == OutputFormat.json ? "[" : "");
    long written = 0;
    List<Object> row = rows.next();
    for (; row != null && written < limit; row = rows.next()) {
      switch (format) {
        case csv -> out.println(Csv.line(row));
        case ndjson -> out.println(Json.write(RowWriter.object(columns, row)));
        case json ->
            out.print((written == 0 ? "" : ",") + Json.write(RowWriter.object(columns, row)));
        case table -> table.add(row);
      }
      written++;
      if (table.size() == TABLE_ROWS) {
        RowWriter.write(new Rows(columns, table), format, out);
        table.clear();
      }
    }
    if (format == OutputFormat.json) {
      out.println("]");
    }
    if (format == OutputFormat.table && (written == 0 || !table.isEmpty())) {
      RowWriter.write(new Rows(columns, table), format, out);
    }
    out.flush();
    return row != null;
  }
}
