package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.rows.Rows;
import java.util.ArrayList;
import java.util.List;

/** Objects of JSON as rows. */
final class JsonRows {
  private JsonRows() {}

  /**
   * Rows with the columns of the first of them.
   *
   * @param fields the columns when there are no rows
   */
  static Rows of(List<JsonNode> objects, List<String> fields) {
    List<String> columns = new ArrayList<>();
    if (objects.isEmpty()) {
      columns.addAll(fields);
    } else {
      objects.get(0).fieldNames().forEachRemaining(columns::add);
    }
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode object : objects) {
      List<Object> row = new ArrayList<>();
      columns.forEach(column -> row.add(plain(object.path(column))));
      rows.add(row);
    }
    return new Rows(columns, rows);
  }

  private static Object plain(JsonNode value) {
    if (value.isNumber()) {
      return value.numberValue();
    }
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }
}
