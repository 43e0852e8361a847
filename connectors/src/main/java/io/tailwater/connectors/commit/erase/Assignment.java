package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.lake.LakeTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A column and what it is to be.
 *
 * @param column the column's name
 * @param value text or number; null for null
 */
record Assignment(String column, Object value) {
  /** What says which line an event is, and what the rollups count. */
  private static final Set<String> FIXED = fixed();

  /**
   * Reads {@code column=value}. A text may stand in single quotes; without them {@code null} is
   * null.
   */
  static Assignment parse(Schema schema, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals).strip();
    if (equals < 0) {
      throw new IllegalArgumentException("--set wants COLUMN=VALUE, got '" + name + "'");
    }
    NestedField column = schema.asStruct().field(name);
    if (column == null) {
      throw new IllegalArgumentException("--set: " + EventColumn.unknown(schema, name));
    }
    if (column.isRequired()
        || FIXED.contains(LakeTables.EVENTS.schema().findColumnName(column.fieldId()))) {
      throw new IllegalArgumentException(
          "--set: "
              + name
              + " cannot be changed: "
              + (column.isRequired()
                  ? "it says which line the event is"
                  : "requests_hourly counts by it, and would no longer agree with events"));
    }
    return new Assignment(name, valueOf(column, text.substring(equals + 1).strip()));
  }

  private static Object valueOf(NestedField column, String text) {
    if (text.equals("null")) {
      return null;
    }
    if (column.type().typeId() == TypeID.TIMESTAMP) {
      throw new IllegalArgumentException("--set: " + column.name() + " wants null");
    }
    boolean quoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    boolean isText = column.type().typeId() == TypeID.STRING;
    return EventColumn.value(
            column,
            quoted ? text.substring(1, text.length() - 1).replace("''", "'") : text,
            quoted || isText)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--set: " + column.name() + " wants " + EventColumn.wants(column)));
  }

  private static Set<String> fixed() {
    Set<String> fixed = new HashSet<>(List.of("latency_ms"));
    LakeTables.REQUESTS_HOURLY.schema().columns().forEach(column -> fixed.add(column.name()));
    return fixed;
  }
}
