package io.tailwater.queries.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Rows as lines of text, put together by DuckDB: whoever hands them on copies strings, whatever the
 * columns are. Times are RFC 3339 in UTC. Bytes that were to be text are two columns: the text,
 * null where it is not valid UTF-8, and then the bytes in base64.
 */
public final class RowText {
  private RowText() {}

  /** An expression for a row as a JSON object. A number that JSON does not have is null. */
  public static String json(Schema columns) {
    return cells(columns).stream()
        .map(cell -> Sql.literal(cell.name()) + ": " + cell.json())
        .collect(Collectors.joining(", ", "to_json({", "})::VARCHAR"));
  }

  /** An expression for a row as a line of CSV; needs {@link #csvText()}. */
  public static String csv(Schema columns) {
    return cells(columns).stream()
        .map(Cell::csv)
        .collect(Collectors.joining(", ", "concat_ws(',', ", ")"));
  }

  /** The names over a row's columns. */
  public static List<String> names(Schema columns) {
    return cells(columns).stream().map(Cell::name).toList();
  }

  /**
   * The macro for a cell of text: null is nothing, all else in quotes, and what begins like a
   * formula behind an apostrophe, so that spreadsheets do not run it.
   */
  public static String csvText() {
    return "CREATE MACRO csv_text(t) AS CASE WHEN t IS NULL THEN '' ELSE '\"'"
        + " || CASE WHEN left(t, 1) IN ('=', '+', '-', '@', chr(9), chr(13)) THEN '''' ELSE '' END"
        + " || replace(t, '\"', '\"\"') || '\"' END";
  }

  private record Cell(String name, String json, String csv) {}

  private static List<Cell> cells(Schema columns) {
    List<Cell> cells = new ArrayList<>();
    for (NestedField column : columns.columns()) {
      String sql = Sql.name(column.name());
      switch (column.type().typeId()) {
        case TIMESTAMP ->
            cells.add(plain(column, "strftime(" + sql + ", '%Y-%m-%dT%H:%M:%S.%fZ')"));
        case INTEGER, LONG, BOOLEAN, DATE, TIME, UUID, DECIMAL -> cells.add(plain(column, sql));
        case FLOAT, DOUBLE ->
            cells.add(
                new Cell(
                    column.name(),
                    "CASE WHEN isfinite(" + sql + ") THEN " + sql + " END",
                    "coalesce(" + sql + "::VARCHAR, '')"));
        case BINARY, FIXED -> {
          String text = "try(decode(" + sql + "))";
          String bytes = "CASE WHEN " + text + " IS NULL THEN base64(" + sql + ") END";
          cells.add(new Cell(column.name(), text, "csv_text(" + text + ")"));
          cells.add(new Cell(column.name() + "_base64", bytes, "coalesce(" + bytes + ", '')"));
        }
        case STRING -> cells.add(new Cell(column.name(), sql, "csv_text(" + sql + ")"));
        default ->
            cells.add(new Cell(column.name(), sql, "csv_text(to_json(" + sql + ")::VARCHAR)"));
      }
    }
    return cells;
  }

  private static Cell plain(NestedField column, String sql) {
    return new Cell(column.name(), sql, "coalesce((" + sql + ")::VARCHAR, '')");
  }
}
