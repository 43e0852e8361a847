package io.tailwater.queries.rows;

import io.tailwater.queries.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Lines of CSV. Null is nothing between two commas and empty text is {@code ""}, so the two can be
 * told apart.
 *
 * <p>Spreadsheets run text that begins like a formula, and what is logged comes from strangers:
 * such text gets an apostrophe in front, which spreadsheets take as "text". Numbers stay as they
 * are.
 */
public final class Csv {
  private Csv() {}

  /** A line without its end. */
  public static String line(List<?> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      line.append(c == 0 ? "" : ",").append(cell(cells.get(c)));
    }
    return line.toString();
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    boolean nested =
        value instanceof Collection || value instanceof Map || value.getClass().isArray();
    return quoted(harmless(nested ? Json.write(value) : value.toString()));
  }

  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static String quoted(String text) {
    boolean needed =
        text.isEmpty()
            || text.chars().anyMatch(ch -> ch == ',' || ch == '"' || ch == '\n' || ch == '\r');
    return needed ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
