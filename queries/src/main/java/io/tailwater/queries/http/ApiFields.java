package io.tailwater.queries.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of answers, as the API's description has them, one row each. */
final class ApiFields {
  private static final int DEEPEST = 4;
  private static final String META = "#/components/schemas/Meta";

  private final JsonNode api;

  ApiFields(JsonNode api) {
    this.api = api;
  }

  /** The node itself, or what it refers to. */
  JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
  }

  /** Rows of a table with all fields of an object, those within others under dotted names. */
  String rows(JsonNode schema) {
    StringBuilder rows = new StringBuilder();
    add("", schema, 0, rows);
    return rows.toString();
  }

  /** A row of a table. */
  static String row(String name, String type, String description) {
    return "<tr><th scope=\"row\">"
        + Html.text(name)
        + "</th><td><code>"
        + Html.text(type)
        + "</code></td><td>"
        + Html.text(description)
        + "</td></tr>";
  }

  /** A type in a word or two. */
  String typeOf(JsonNode reference) {
    JsonNode schema = resolved(reference);
    JsonNode type = schema.path("type");
    String words;
    if (type.isArray()) {
      List<String> names = new ArrayList<>();
      type.forEach(name -> names.add(name.asText()));
      words = names.stream().collect(Collectors.joining(" or "));
    } else {
      words = type.asText(schema.has("properties") ? "object" : "any");
    }
    if (words.startsWith("array") && schema.has("items")) {
      words = words.replaceFirst("array", "array of " + typeOf(schema.path("items")));
    }
    String format = schema.path("format").asText();
    return format.isEmpty() ? words : words.replaceFirst("string", format);
  }

  /** Values, default and bounds of a parameter, as a continuation of its description. */
  String limits(JsonNode schema) {
    List<String> limits = new ArrayList<>();
    JsonNode values = schema.has("items") ? schema.path("items") : schema;
    if (values.has("enum")) {
      limits.add("One of " + listed(values.path("enum")) + ".");
    }
    if (schema.has("default")) {
      limits.add("Default " + schema.path("default").asText() + ".");
    }
    if (schema.has("minimum") && schema.has("maximum")) {
      limits.add(
          "From "
              + schema.path("minimum").asText()
              + " to "
              + schema.path("maximum").asText()
              + ".");
    }
    return limits.isEmpty() ? "" : " " + String.join(" ", limits);
  }

  /** A value that a parameter may have. */
  String sampleOf(JsonNode parameter, String otherwise) {
    JsonNode values = parameter.path("schema").path("enum");
    return parameter.path("example").asText(values.path(0).asText(otherwise));
  }

  private void add(String prefix, JsonNode reference, int depth, StringBuilder rows) {
    JsonNode schema = resolved(reference);
    if (schema.has("items")) {
      add(prefix + "[]", schema.path("items"), depth, rows);
      return;
    }
    for (JsonNode part : schema.path("allOf")) {
      add(prefix, part, depth, rows);
    }
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      String name = prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey();
      JsonNode value = resolved(field.getValue());
      boolean isMeta = field.getValue().path("$ref").asText().equals(META);
      rows.append(
          row(name, typeOf(value), isMeta ? "see Meta below" : value.path("description").asText()));
      if (!isMeta && depth < DEEPEST) {
        add(name, value, depth + 1, rows);
      }
    }
  }

  private static String listed(JsonNode values) {
    List<String> names = new ArrayList<>();
    values.forEach(value -> names.add(value.asText()));
    return String.join(", ", names);
  }
}
