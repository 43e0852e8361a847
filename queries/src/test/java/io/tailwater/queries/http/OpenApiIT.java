package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description says what the service does, and the service does what the description says. */
class OpenApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static CutStore store;
  private static Answers answers;
  private static QueryServer server;
  private static JsonNode description;

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    lake.commit(new RandomEvents(5).between(DAY, DAY.plusSeconds(86_400), 500));
    store = new CutStore(new DuckDbLimits(256, 2, 100));
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
    answers =
        new Answers(
            store,
            new PastCuts(DuckDbLimits.ofMachine()),
            FollowerState::following,
            Clock.systemUTC(),
            0.01);
    server = new QueryServer(answers, () -> true, SqlRoute.off(), "127.0.0.1", 0);
    server.start();
    description = new Client("http://127.0.0.1:" + server.port()).json("/api/v1/openapi.json");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    store.close();
    lake.close();
  }

  @Test
  void everyRouteIsDescribedAndEveryDescribedPathIsThere() {
    Set<String> assets = Set.of(QueryServer.PAGE_FILES, "/docs.css", "/favicon.svg");
    Set<String> routes = new TreeSet<>(server.paths());
    routes.removeAll(assets);

    assertThat(names(description.path("paths"))).isEqualTo(routes);
  }

  @Test
  void everyParameterIsDescribedAndEveryDescribedParameterIsTaken() {
    for (String path : answers.paths()) {
      Set<String> described = new HashSet<>();
      for (JsonNode parameter :
          description.path("paths").path(path).path("get").path("parameters")) {
        described.add(resolved(parameter).path("name").asText());
      }
      assertThat(described).as(path).isEqualTo(answers.parametersOf(path));
    }
  }

  @Test
  void answersHaveTheDescribedFieldsAndNoOthers() throws Exception {
    Client client = new Client("http://127.0.0.1:" + server.port());
    for (String path : answers.paths()) {
      JsonNode schema =
          description
              .path("paths")
              .path(path)
              .path("get")
              .path("responses")
              .path("200")
              .path("content")
              .path("application/json")
              .path("schema");
      check(path, schema, client.json(exampleOf(path)));
    }
  }

  @Test
  void problemsHaveTheDescribedFields() throws Exception {
    Client client = new Client("http://127.0.0.1:" + server.port());

    check(
        "problem",
        description.path("components").path("schemas").path("Problem"),
        client.json("/api/v1/summary?x=1"));
  }

  @Test
  void unknownTableIsNotFoundAndTheNearestIsNamed() throws Exception {
    Client client = new Client("http://127.0.0.1:" + server.port());

    assertThat(client.get("/api/v1/tables/event").statusCode()).isEqualTo(404);
    JsonNode problem = client.json("/api/v1/tables/event/snapshots");
    assertThat(problem.path("detail").asText()).contains("'events'");
    check("problem", description.path("components").path("schemas").path("Problem"), problem);
    assertThat(client.get("/api/v1/tables/events?table=ledger").statusCode()).isEqualTo(400);
  }

  private static void check(String where, JsonNode reference, JsonNode value) {
    JsonNode schema = resolved(reference);
    assertThat(types(schema)).as(where).contains(typeOf(value));
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(where + "[" + i + "]", schema.path("items"), value.get(i));
      }
    }
    if (value.isObject() && schema.has("properties")) {
      for (JsonNode name : schema.path("required")) {
        assertThat(value.has(name.asText())).as(where + "." + name.asText()).isTrue();
      }
      for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
        Map.Entry<String, JsonNode> field = fields.next();
        if (schema.path("properties").has(field.getKey())) {
          check(
              where + "." + field.getKey(),
              schema.path("properties").path(field.getKey()),
              field.getValue());
        } else {
          assertThat(schema.has("additionalProperties")).as(where + "." + field.getKey()).isTrue();
        }
      }
    }
  }

  /** The path with examples for what it cannot be asked without. */
  private static String exampleOf(String path) {
    String asked = path;
    for (JsonNode reference : description.path("paths").path(path).path("get").path("parameters")) {
      JsonNode parameter = resolved(reference);
      if (parameter.path("required").asBoolean()) {
        String name = parameter.path("name").asText();
        String example = parameter.path("example").asText();
        asked =
            parameter.path("in").asText().equals("path")
                ? asked.replace("{" + name + "}", example)
                : asked + (asked.contains("?") ? "&" : "?") + name + "=" + example;
      }
    }
    return asked;
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? description.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new HashSet<>();
    if (schema.path("type").isArray()) {
      schema.path("type").forEach(type -> types.add(type.asText()));
    } else {
      types.add(schema.path("type").asText());
    }
    if (types.contains("number")) {
      types.add("integer");
    }
    return types;
  }

  private static String typeOf(JsonNode value) {
    if (value.isIntegralNumber()) {
      return "integer";
    }
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case NULL -> "null";
      default -> "string";
    };
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
