package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as they need, colours where they can be seen. */
final class PeopleTable {
  private final Here here;
  private final List<Column> columns;

  PeopleTable(Here here, List<Column> columns) {
    this.here = here;
    this.columns = columns;
  }

  void write(List<JsonNode> rows, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Column::name).toList());
    for (JsonNode row : rows) {
      lines.add(
          columns.stream()
              .map(column -> here.shown(Printable.line(column.text().apply(row))))
              .toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(line.get(c)));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      out.println(line(lines.get(i), i == 0 ? null : rows.get(i - 1), widths));
    }
  }

  private String line(List<String> cells, JsonNode row, int[] widths) {
    StringBuilder line = new StringBuilder();
    int blanksOwed = 0;
    for (int c = 0; c < widths.length; c++) {
      Column column = columns.get(c);
      String cell = cells.get(c);
      int blanks = widths[c] - width(cell);
      line.append(" ".repeat(blanksOwed + (column.right() ? blanks : 0)));
      boolean inked = here.colour() && row != null;
      line.append(inked ? column.ink().apply(row).over(cell) : cell);
      // Those behind the last cell are never paid.
      blanksOwed = 2 + (column.right() ? 0 : blanks);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
