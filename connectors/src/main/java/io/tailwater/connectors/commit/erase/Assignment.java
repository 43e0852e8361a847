package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.lake.LakeTables;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    String value = text.substring(equals + 1).strip();
    if (!isChangeable(column)) {
      throw new IllegalArgumentException(
          "--set "
              + name
              + ": cannot be changed to "
              + EventColumn.kindOf(value, isQuoted(value))
              + ": "
              + reasonFor(column)
              + "; columns that can be are "
              + schema.columns().stream()
                  .filter(Assignment::isChangeable)
                  .map(NestedField::name)
                  .collect(Collectors.joining(", ")));
    }
    return new Assignment(name, valueOf(column, value));
  }

  private static Object valueOf(NestedField column, String text) {
    if (text.equals("null")) {
      return null;
    }
    boolean quoted = isQuoted(text);
    boolean isText = column.type().typeId() == TypeID.STRING;
    // A time could not be told from one that was read from a log.
    boolean isTime = column.type().typeId() == TypeID.TIMESTAMP;
    String wants = EventColumn.wants(column);
    return Optional.of(column)
        .filter(known -> !isTime)
        .flatMap(
            known -> EventColumn.value(known, quoted ? unquoted(text) : text, quoted || isText))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--set "
                        + column.name()
                        + ": wants "
                        + (isTime || wants.equals("null") ? "null" : wants + " or null")
                        + ", got "
                        + EventColumn.got(column, text, quoted)));
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1 && text.startsWith("'") && text.endsWith("'");
  }

  private static String unquoted(String text) {
    return text.substring(1, text.length() - 1).replace("''", "'");
  }

  private static boolean isChangeable(NestedField column) {
    return column.isOptional()
        && !FIXED.contains(ownName(column))
        && !"part".equals(ownName(column));
  }

  private static String reasonFor(NestedField column) {
    return FIXED.contains(ownName(column))
        ? "requests_hourly counts by it, and would no longer agree with events"
        : "it says which line the event is";
  }

  /** The name that the lake gives a column; null for one that somebody added. */
  private static String ownName(NestedField column) {
    return LakeTables.EVENTS.schema().findColumnName(column.fieldId());
  }

  private static Set<String> fixed() {
    Set<String> fixed = new HashSet<>(List.of("ts", "latency_ms"));
    LakeTables.REQUESTS_HOURLY.schema().columns().forEach(column -> fixed.add(column.name()));
    return fixed;
  }
}
