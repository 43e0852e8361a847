package io.tailwater.pipeline.parse;

import io.tailwater.connectors.lake.AddedColumns;
import io.tailwater.connectors.lake.ColumnType;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The column of its own that a field has.
 *
 * @param name the column's name
 * @param type what it holds
 * @param id its field id in the table
 */
public record OwnColumn(String name, ColumnType type, int id) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * The columns of the fields.
   *
   * @param types the columns' types by field
   * @param ids the columns' field ids by the columns' names
   */
  public static Map<String, OwnColumn> of(Map<String, ColumnType> types, Map<String, Integer> ids) {
    Map<String, OwnColumn> columns = new LinkedHashMap<>();
    types.forEach(
        (field, type) -> {
          String name = AddedColumns.nameOf(field);
          columns.put(field, new OwnColumn(name, type, ids.get(name)));
        });
    return columns;
  }

  /** The same where there is no table: ids are given out in the order of the fields. */
  public static Map<String, OwnColumn> of(Map<String, ColumnType> types) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String field : types.keySet()) {
      ids.putIfAbsent(AddedColumns.nameOf(field), AddedColumns.FIRST_ID + ids.size());
    }
    return of(types, ids);
  }

  /** How a value gets there. */
  Field field() {
    return switch (type) {
      case STRING -> Field.OWN_TEXT;
      case LONG -> Field.OWN_LONG;
      case DOUBLE -> Field.OWN_DOUBLE;
      case BOOLEAN -> Field.OWN_BOOLEAN;
    };
  }
}
