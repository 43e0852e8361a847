package io.tailwater.queries.command;

import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.Json;
import io.tailwater.queries.rows.Csv;
import io.tailwater.queries.rows.Rows;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes rows in the format asked for. */
final class RowWriter {
  private static final int WIDEST = 80;

  private RowWriter() {}

  static void write(Rows rows, OutputFormat format, PrintWriter out) {
    switch (format) {
      case table -> table(rows, out);
      case json -> out.println(Json.write(objects(rows)));
      case ndjson -> objects(rows).forEach(row -> out.println(Json.write(row)));
      case csv -> {
        out.println(Csv.line(rows.columns()));
        rows.rows().forEach(row -> out.println(Csv.line(row)));
      }
    }
    out.flush();
  }

  /** Columns as wide as they need, numbers to the right. */
  private static void table(Rows rows, PrintWriter out) {
    int columns = rows.columns().size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    List<List<String>> cells = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      widths[c] = rows.columns().get(c).length();
      right[c] = !rows.rows().isEmpty();
    }
    for (List<Object> row : rows.rows()) {
      List<String> line = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        String cell = printable(row.get(c));
        right[c] &= row.get(c) == null || row.get(c) instanceof Number;
        widths[c] = Math.max(widths[c], cell.length());
        line.add(cell);
      }
      cells.add(line);
    }
    out.println(line(rows.columns(), widths, right));
    cells.forEach(row -> out.println(line(row, widths, right)));
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cells.get(c);
      String blanks = " ".repeat(widths[c] - cell.length());
      line.append(c == 0 ? "" : "  ").append(right[c] ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static String printable(Object value) {
    String text =
        value == null
            ? ""
            : value instanceof Collection || value instanceof Map
                ? Json.write(value)
                : value.toString();
    String clean = Printable.line(text);
    return clean.length() <= WIDEST ? clean : clean.substring(0, WIDEST - 1) + "…";
  }

  private static List<Map<String, Object>> objects(Rows rows) {
    return rows.rows().stream().map(rows::object).toList();
  }

  static Map<String, Object> object(List<String> columns, List<Object> row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int c = 0; c < row.size(); c++) {
      object.put(columns.get(c), row.get(c));
    }
    return object;
  }
}
