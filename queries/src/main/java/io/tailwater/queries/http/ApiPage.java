package io.tailwater.queries.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The API for people, made of its OpenAPI description and of nothing else. */
final class ApiPage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_FIELDS = 25;

  private final JsonNode api;
  private final ApiFields fields;
  private final String base;

  private ApiPage(JsonNode api, String base) {
    this.api = api;
    this.fields = new ApiFields(api);
    this.base = base;
  }

  /**
   * The page.
   *
   * @param description OpenAPI, as JSON
   * @param base where the service is, for examples
   */
  static String render(String description, String base) {
    try {
      return new ApiPage(JSON.readTree(description), base).page();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The description of the API is JSON", e);
    }
  }

  private String page() {
    StringBuilder contents = new StringBuilder("<nav class=\"card contents\"><ul>");
    StringBuilder routes = new StringBuilder();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().has("responses")) {
          String name = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          contents
              .append("<li><a href=\"#")
              .append(Html.id(name))
              .append("\"><code>")
              .append(Html.text(name))
              .append("</code></a> ")
              .append(Html.text(method.getValue().path("summary").asText()))
              .append("</li>");
          routes.append(route(name, method.getKey(), path.getKey(), method.getValue()));
        }
      }
    }
    contents.append("</ul></nav>");
    return Html.docs(
        "API",
        "<p class=\"lead\">"
            + Html.text(api.path("info").path("description").asText())
            + " Columns of tables: <a href=\"/docs/tables\">tables</a>.</p>"
            + contents
            + routes
            + shared("Meta", "What every answer says about itself, under <code>meta</code>.")
            + shared("Problem", "What an error is, as RFC 9457 has it."));
  }

  private String route(String name, String method, String path, JsonNode operation) {
    StringBuilder html = new StringBuilder("<section class=\"card\" id=\"");
    html.append(Html.id(name))
        .append("\"><h2><code>")
        .append(Html.text(name))
        .append("</code></h2><p>")
        .append(Html.text(operation.path("description").asText()))
        .append("</p>");
    List<JsonNode> parameters = new ArrayList<>();
    operation.path("parameters").forEach(p -> parameters.add(fields.resolved(p)));
    if (!parameters.isEmpty()) {
      html.append("<h3>Parameters</h3><table><tbody>");
      for (JsonNode parameter : parameters) {
        html.append(
            ApiFields.row(
                parameter.path("name").asText(),
                fields.typeOf(parameter.path("schema")),
                parameter.path("description").asText() + fields.limits(parameter.path("schema"))));
      }
      html.append("</tbody></table>");
    }
    html.append("<h3>Example</h3><pre><code>")
        .append(Html.text(example(method, path, parameters, operation)))
        .append("</code></pre>");
    html.append(answers(operation));
    return html.append("</section>").toString();
  }

  private String example(
      String method, String path, List<JsonNode> parameters, JsonNode operation) {
    String address = path;
    String query = "";
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText();
      if (parameter.path("in").asText().equals("path")) {
        address = address.replace("{" + name + "}", fields.sampleOf(parameter, "events"));
      } else if (name.equals("from")) {
        query = "?from=now-6h";
      }
    }
    String call = "curl -s '" + base + address + query + "'";
    if (!method.equals("get")) {
      call += " -X " + method.toUpperCase(Locale.ROOT);
    }
    JsonNode body = operation.path("requestBody").path("content").path("application/json");
    if (!body.isMissingNode()) {
      call +=
          " \\\n  -H 'Content-Type: application/json' -d '"
              + (body.has("example") ? body.path("example").toString() : "{…}")
              + "'";
    }
    return call;
  }

  private String answers(JsonNode operation) {
    StringBuilder html = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    for (Map.Entry<String, JsonNode> response : operation.path("responses").properties()) {
      JsonNode answer = fields.resolved(response.getValue());
      if (!response.getKey().startsWith("2")) {
        errors.append(errors.isEmpty() ? "" : ", ").append(Html.text(response.getKey()));
        continue;
      }
      List<String> types = new ArrayList<>();
      answer.path("content").fieldNames().forEachRemaining(types::add);
      html.append("<h3>Answer <small>")
          .append(Html.text(response.getKey() + " " + String.join(", ", types)))
          .append("</small></h3>");
      String rows = fields.rows(answer.path("content").path("application/json").path("schema"));
      if (!rows.isEmpty()) {
        html.append(table(rows));
      }
    }
    if (!errors.isEmpty()) {
      html.append("<p class=\"errors\">Errors: ")
          .append(errors)
          .append(", each a <a href=\"#Problem\">problem</a>.</p>");
    }
    return html.toString();
  }

  /** Long ones can be opened, so that the routes stay in sight. */
  private static String table(String rows) {
    String table = "<table><tbody>" + rows + "</tbody></table>";
    int fields = rows.split("<tr>", -1).length - 1;
    return fields <= MOST_FIELDS
        ? table
        : "<details><summary>" + fields + " fields</summary>" + table + "</details>";
  }

  private String shared(String name, String about) {
    JsonNode schema = api.path("components").path("schemas").path(name);
    return "<section class=\"card\" id=\""
        + name
        + "\"><h2>"
        + name
        + "</h2><p>"
        + about
        + "</p><table><tbody>"
        + fields.rows(schema)
        + "</tbody></table></section>";
  }
}
