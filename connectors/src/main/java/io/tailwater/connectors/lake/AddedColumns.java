package io.tailwater.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns that the configuration has added to events. Which field id belongs to which name
 * stands in a property of the table, so that another program may rename a column and it is still
 * filled. The ids begin far above those of the layouts to come. A column that is configured no more
 * stays, with its values.
 */
public final class AddedColumns {
  /** The first field id of such a column. */
  public static final int FIRST_ID = 1_000;

  static final String PROPERTY = "tailwater.added-columns";

  private static final ObjectMapper JSON = new ObjectMapper();

  private AddedColumns() {}

  /** The name of the column that a field gets: {@code user.id} has {@code user_id}. */
  public static String nameOf(String field) {
    return field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
  }

  /**
   * Adds those columns to events that are not there yet, in one commit of its metadata.
   *
   * @param wanted types by name
   * @return field ids by name
   * @throws UnknownLayoutException when a column of that name is of another type, or of another
   *     program
   * @throws org.apache.iceberg.exceptions.CommitFailedException when the table changed meanwhile
   */
  static Map<String, Integer> ensure(Table events, Map<String, ColumnType> wanted) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    TableOperations operations = ((HasTableOperations) events).operations();
    TableMetadata base = operations.refresh();
    Map<String, Integer> ids = read(base.properties().get(PROPERTY), events.name());
    List<NestedField> columns = new ArrayList<>(base.schema().columns());
    int lastId = Math.max(base.lastColumnId(), FIRST_ID - 1);
    for (Map.Entry<String, ColumnType> column : new TreeMap<>(wanted).entrySet()) {
      String name = column.getKey();
      Integer known = ids.get(name);
      NestedField there = known == null ? null : base.schema().findField(known);
      if (there != null) {
        requireType(there, column.getValue(), events.name());
      } else {
        requireFree(name, base, events.name());
        int id = known == null ? ++lastId : known;
        columns.add(NestedField.optional(id, name, column.getValue().type()));
        ids.put(name, id);
      }
    }
    if (columns.size() > base.schema().columns().size()) {
      operations.commit(base, with(base, columns, lastId, ids));
    }
    Map<String, Integer> answer = new HashMap<>(ids);
    answer.keySet().retainAll(wanted.keySet());
    return answer;
  }

  private static TableMetadata with(
      TableMetadata base, List<NestedField> columns, int lastId, Map<String, Integer> ids) {
    Schema schema =
        new Schema(columns, base.schema().getAliases(), base.schema().identifierFieldIds());
    return TableMetadata.buildFrom(base)
        .setCurrentSchema(schema, Math.max(lastId, base.lastColumnId()))
        .setProperties(Map.of(PROPERTY, write(ids)))
        .build();
  }

  private static void requireType(NestedField there, ColumnType want, String table) {
    if (!there.type().equals(want.type())) {
      throw new UnknownLayoutException(
          "Column "
              + there.name()
              + " of "
              + table
              + " is of type "
              + there.type()
              + ", and the configuration wants "
              + want.name().toLowerCase(Locale.ROOT)
              + ": columns keep their type, give the field another name or leave it among the"
              + " attributes");
    }
  }

  private static void requireFree(String name, TableMetadata base, String table) {
    NestedField taken = base.schema().caseInsensitiveFindField(name);
    if (taken != null) {
      throw new UnknownLayoutException(
          "Table "
              + table
              + " is to get the column "
              + name
              + ", but has one of that name (field id "
              + taken.fieldId()
              + ") that another program has added: give that one another name");
    }
  }

  private static Map<String, Integer> read(String property, String table) {
    try {
      Map<String, Integer> ids = new TreeMap<>();
      if (property != null) {
        JSON.readTree(property)
            .properties()
            .forEach(e -> ids.put(e.getKey(), e.getValue().asInt()));
      }
      return ids;
    } catch (JsonProcessingException e) {
      throw new UnknownLayoutException(
          "Table " + table + " has " + PROPERTY + " " + property + ", want JSON of ids by name");
    }
  }

  private static String write(Map<String, Integer> ids) {
    try {
      return JSON.writeValueAsString(ids);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
