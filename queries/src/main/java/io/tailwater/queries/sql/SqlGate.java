package io.tailwater.queries.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first lock: looks through a parsed query and lets pass only what is known to read. Everything
 * is refused that is not on a list: parts of a query that it does not know, or that have a field
 * more or less than it knows, tables, functions and types by their names. DuckDB takes COPY, INSERT
 * and DELETE inside a WITH, takes a file's name for a table, and has functions that read files, so
 * to look for what is bad would always be one version behind.
 */
final class SqlGate {
  private final Set<String> macros;
  private final TableNames outermost;

  /**
   * @param views names of the views that may be read
   * @param macros names of the functions that were made for users
   * @param reserved names of DuckDB's own tables
   */
  SqlGate(Set<String> views, Set<String> macros, Set<String> reserved) {
    this.macros = macros;
    this.outermost = new TableNames(views, reserved);
  }

  /**
   * Looks through what {@code json_serialize_sql} made of one statement.
   *
   * @throws RefusedSqlException which says what is not accepted
   */
  void check(JsonNode parsed) {
    if (parsed.path("statements").size() != 1) {
      throw new RefusedSqlException("One query at a time, got " + parsed.path("statements").size());
    }
    any(parsed, outermost);
  }

  private void any(JsonNode node, TableNames names) {
    if (node.isArray()) {
      node.forEach(element -> any(element, names));
    } else if (node.isObject()) {
      part(node, names);
    }
  }

  private void part(JsonNode node, TableNames outer) {
    String kind = kind(node);
    if (!Allowed.shape(kind, fields(node))) {
      throw new RefusedSqlException(
          kind.endsWith("_NODE")
              ? "Only queries are accepted, but this one has a " + kind.substring("type ".length())
              : "This is not accepted in a query: " + kind);
    }
    TableNames names =
        kind.equals("type RECURSIVE_CTE_NODE") ? outer.and(text(node, "cte_name")) : outer;
    JsonNode with = node.path("cte_map");
    if (with.isObject()) {
      names = with(with, names);
    }
    switch (kind) {
      case "type BASE_TABLE" -> table(node, names);
      case "type SHOW_REF" -> show(node, names);
      case "type TABLE_FUNCTION" -> {
        tableFunction(node.path("function"));
        within(node.path("function"), names);
        return;
      }
      case "class FUNCTION", "class WINDOW" -> function(node);
      case "class TYPE" -> type(node);
      default -> empty(node, "at_clause", "pivot_enum", "named_param_map");
    }
    within(node, names);
  }

  private void within(JsonNode node, TableNames names) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getKey().equals("cte_map")) {
        any(field.getValue(), names);
      }
    }
  }

  /** Each name of a WITH is known to those after it, and to itself only where it is recursive. */
  private TableNames with(JsonNode with, TableNames outer) {
    TableNames names = outer;
    if (!fields(with).equals(Set.of("map"))) {
      throw new RefusedSqlException("This WITH is not accepted");
    }
    for (JsonNode entry : with.path("map")) {
      any(entry, names);
      names = names.and(text(entry, "key"));
    }
    return names;
  }

  private static void table(JsonNode node, TableNames names) {
    empty(node, "at_clause", "catalog_name");
    String schema = text(node, "schema_name");
    String name = text(node, "table_name");
    boolean known =
        schema.isEmpty() ? names.has(name) : schema.equals("main") && names.isView(name);
    if (!known) {
      throw new RefusedSqlException(
          "There is no view '"
              + (schema.isEmpty() ? "" : schema + ".")
              + name
              + "'; there are: "
              + String.join(", ", new TreeSet<>(names.views())));
    }
  }

  private static void show(JsonNode node, TableNames names) {
    empty(node, "catalog_name", "schema_name");
    String type = text(node, "show_type");
    String table = text(node, "table_name");
    boolean ofQuery = node.path("query").isObject() && Set.of("DESCRIBE", "SUMMARY").contains(type);
    boolean ofView = type.equals("SHOW") && names.isView(table);
    boolean ofAll = type.equals("SHOW_SPECIAL") && table.equals("\"tables\"");
    if (!(ofQuery && table.isEmpty()) && !ofView && !ofAll) {
      throw new RefusedSqlException(
          "Of what can be shown, SHOW TABLES, DESCRIBE and SUMMARIZE of a view or a query are"
              + " accepted");
    }
  }

  private static void tableFunction(JsonNode function) {
    String name = Allowed.key(text(function, "function_name"));
    empty(function, "schema", "catalog");
    if (!kind(function).equals("class FUNCTION")
        || !Allowed.shape("class FUNCTION", fields(function))
        || !Allowed.tableFunction(name)) {
      throw new RefusedSqlException("The function '" + name + "' is not accepted after FROM");
    }
  }

  /**
   * A schema may be given: {@code endpoint.lower()} is parsed as function lower of schema endpoint.
   */
  private void function(JsonNode node) {
    String name = Allowed.key(text(node, "function_name"));
    if (node.path("export_state").asBoolean()
        || !(Allowed.function(name) || macros.contains(name))) {
      throw new RefusedSqlException("The function '" + name + "' is not accepted");
    }
  }

  private static void type(JsonNode node) {
    empty(node, "schema", "catalog");
    String name = Allowed.key(text(node, "type_name"));
    if (!Allowed.type(name)) {
      throw new RefusedSqlException("The type '" + name + "' is not accepted");
    }
  }

  private static void empty(JsonNode node, String... fields) {
    for (String field : fields) {
      JsonNode value = node.path(field);
      boolean isEmpty =
          value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty();
      if (!isEmpty && !(value.isTextual() && value.textValue().isEmpty())) {
        throw new RefusedSqlException(
            field.equals("named_param_map")
                ? "A query cannot have parameters here: write the values"
                : "This is not accepted in a query: " + field.replace('_', ' ') + " " + value);
      }
    }
  }

  private static String kind(JsonNode node) {
    if (node.path("class").isTextual()) {
      return "class " + node.path("class").textValue();
    }
    return node.path("type").isTextual() ? "type " + node.path("type").textValue() : "part";
  }

  private static Set<String> fields(JsonNode node) {
    Set<String> fields = new HashSet<>();
    node.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new RefusedSqlException("This is not accepted in a query: no " + field);
    }
    return value.textValue();
  }
}
