package io.tailwater.pipeline.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tailwater.connectors.lake.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes rows of strings, numbers, booleans and nulls in the format asked for. */
final class RowWriter {
  private static final JsonMapper JSON = new JsonMapper();

  private RowWriter() {}

  static void write(
      List<String> columns, List<? extends List<?>> rows, OutputFormat format, PrintWriter out) {
    switch (format) {
      case table -> table(columns, rows, out);
      case json -> out.println(json(rows.stream().map(row -> object(columns, row)).toList()));
      case ndjson -> rows.forEach(row -> out.println(json(object(columns, row))));
      case csv -> {
        out.println(csv(columns));
        rows.forEach(row -> out.println(csv(row)));
      }
    }
    out.flush();
  }

  private static void table(List<String> columns, List<? extends List<?>> rows, PrintWriter out) {
    int[] widths = columns.stream().mapToInt(String::length).toArray();
    for (List<?> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], printable(row.get(c)).length());
      }
    }
    out.println(line(columns, widths));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  /** Cells as wide as their column, numbers to the right. */
  private static String line(List<?> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = printable(row.get(c));
      String blanks = " ".repeat(widths[c] - cell.length());
      line.append(c == 0 ? "" : "  ");
      line.append(row.get(c) instanceof Number ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static String printable(Object value) {
    return value == null ? "" : Printable.line(value.toString());
  }

  private static Map<String, Object> object(List<String> columns, List<?> row) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      object.put(columns.get(c), row.get(c));
    }
    return object;
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write a plain value as JSON", e);
    }
  }

  private static String csv(List<?> row) {
    return row.stream()
        .map(value -> value == null ? "" : value.toString())
        .map(
            text ->
                text.matches("(?s).*[,\"\n\r].*") ? '"' + text.replace("\"", "\"\"") + '"' : text)
        .collect(Collectors.joining(","));
  }
}
