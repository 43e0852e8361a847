package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same answer as JSON, CSV, NDJSON and Parquet, and when it need not be sent again. */
class AnswerFormsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDPOINTS =
      "/api/v1/endpoints?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static QueryService service;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    List<Event> events =
        new ArrayList<>(
            new RandomEvents(3)
                .between(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Instant.parse("2026-01-02T00:00:00Z"),
                    1000));
    events.add(Event.at("2026-01-01T05:00:00Z", "=cmd|' /C calc'!A0", 200, 5));
    events.add(Event.at("2026-01-01T05:00:00Z", "/a,\"b\"\u0000\n😀", 200, 5));
    lake.commit(events);
    service = new QueryService(lake.location(), Services.config("server.memory=256MiB"), s -> {});
    service.start();
    client = new Client(service.url());
    Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    lake.close();
  }

  @Test
  void linesOfJsonAreTheItems() throws Exception {
    HttpResponse<String> lines = client.get(ENDPOINTS, "Accept", "application/x-ndjson");
    JsonNode items = client.json(ENDPOINTS).path("items");

    assertThat(Client.type(lines)).isEqualTo("application/x-ndjson");
    assertThat(lines.body().lines()).hasSize(items.size());
    assertThat(lines.body().lines().findFirst().orElseThrow()).isEqualTo(items.get(0).toString());
  }

  @Test
  void csvHasALineOfNamesAndHarmlessCells() throws Exception {
    HttpResponse<String> csv = client.get(ENDPOINTS + "&format=csv");

    assertThat(Client.type(csv)).isEqualTo("text/csv; charset=utf-8");
    assertThat(csv.body())
        .startsWith("endpoint,requests,errors,client_errors,")
        .contains("\n'=cmd|' /C calc'!A0,1,0,")
        .contains("\n\"/a,\"\"b\"\"\u0000\n😀\",1,0,");
  }

  @Test
  void parquetHasTheSameRowsAndTypes() throws Exception {
    JsonNode items = client.json(ENDPOINTS).path("items");
    List<String> rows =
        parquet(
            ENDPOINTS + "&format=parquet", "SELECT to_json(r)::VARCHAR FROM read_parquet('%s') r");
    List<String> types =
        parquet(
            "/api/v1/timeseries?format=parquet&group_by=service",
            "SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM read_parquet('%s'))");

    assertThat(rows).hasSize(items.size());
    assertThat(lines(rows)).containsExactlyElementsOf(items);
    assertThat(types)
        .containsExactly(
            "time TIMESTAMP WITH TIME ZONE",
            "service VARCHAR",
            "requests BIGINT",
            "client_errors BIGINT",
            "server_errors BIGINT",
            "bytes BIGINT",
            "p50_ms DOUBLE",
            "p95_ms DOUBLE",
            "p99_ms DOUBLE",
            "max_ms DOUBLE");
  }

  @Test
  void everyAnswerHasEveryForm() throws Exception {
    for (String path :
        List.of(
            "/api/v1/status",
            "/api/v1/summary",
            "/api/v1/timeseries",
            "/api/v1/latency",
            "/api/v1/rejects",
            "/errors_by_endpoint",
            "/top_endpoints")) {
      for (String format : List.of("csv", "ndjson", "parquet")) {
        HttpResponse<String> answer = client.get(path + "?format=" + format);

        assertThat(answer.statusCode()).as(path + " " + format).isEqualTo(200);
        assertThat(answer.headers().firstValue("tailwater-cut")).hasValue("1");
        assertThat(answer.headers().firstValue("tailwater-complete")).isPresent();
        assertThat(answer.headers().firstValue("vary").orElseThrow()).startsWith("Accept");
      }
    }
  }

  @Test
  void formsThatThereAreNotAreRefused() throws Exception {
    HttpResponse<String> header = client.get("/api/v1/summary", "Accept", "image/png");
    HttpResponse<String> word = client.get("/api/v1/summary?format=xml");

    assertThat(header.statusCode()).isEqualTo(406);
    assertThat(Client.type(header)).isEqualTo("application/problem+json");
    assertThat(Client.tree(header).path("detail").asText()).contains("text/csv");
    assertThat(word.statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsKnownIsNotSentAgain() throws Exception {
    String tag = client.get(ENDPOINTS).headers().firstValue("etag").orElseThrow();
    HttpResponse<String> again = client.get(ENDPOINTS, "If-None-Match", "\"x\", " + tag);

    assertThat(tag).startsWith("W/\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("etag")).hasValue(tag);
    assertThat(Client.type(again)).isEqualTo("application/json");
    assertThat(again.headers().firstValue("cache-control")).hasValue("private, no-cache");
    for (String other : List.of(ENDPOINTS + "&format=csv", ENDPOINTS + "&limit=1")) {
      assertThat(client.get(other, "If-None-Match", tag).statusCode()).as(other).isEqualTo(200);
    }
    HttpResponse<String> status = client.get("/api/v1/status", "If-None-Match", "*");
    assertThat(status.statusCode()).isEqualTo(200);
    assertThat(status.headers().firstValue("etag")).isEmpty();
  }

  @Test
  void anAnswerThatTimeHasChangedIsSentAgain() throws Exception {
    String path = "/api/v1/%s?from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z&compare=7d";
    for (String route : List.of("summary", "timeseries", "latency", "endpoints", "statuses")) {
      String question = path.formatted(route);
      HttpResponse<String> first = client.get(question);
      String tag = first.headers().firstValue("etag").orElseThrow();
      String until = Client.tree(first).at("/compare/to").asText();

      Waiting.until(
          "a later now", () -> !client.json(question).at("/compare/to").asText().equals(until));

      assertThat(client.get(question, "If-None-Match", tag).statusCode()).as(route).isEqualTo(200);
    }
  }

  @Test
  void longTextIsCompressedAndParquetIsNot() throws Exception {
    for (String format : List.of("json", "csv", "ndjson")) {
      assertThat(
              client
                  .get(ENDPOINTS + "&format=" + format, "Accept-Encoding", "gzip")
                  .headers()
                  .firstValue("content-encoding"))
          .as(format)
          .hasValue("gzip");
    }
    assertThat(
            client
                .get(ENDPOINTS + "&format=parquet", "Accept-Encoding", "gzip")
                .headers()
                .firstValue("content-encoding"))
        .isEmpty();
  }

  @Test
  void headHasTheHeadersOfTheForm() throws Exception {
    HttpResponse<String> head = client.send("HEAD", ENDPOINTS + "&format=csv");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Client.type(head)).isEqualTo("text/csv; charset=utf-8");
    assertThat(head.headers().firstValue("tailwater-from")).hasValue("2026-01-01T00:00:00Z");
    assertThat(head.body()).isEmpty();
  }

  private static List<JsonNode> lines(List<String> rows) throws IOException {
    List<JsonNode> trees = new ArrayList<>();
    for (String row : rows) {
      trees.add(JSON.readTree(row));
    }
    return trees;
  }

  private static List<String> parquet(String path, String sql) throws Exception {
    Path file = directory.resolve("answer.parquet");
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(service.url() + path)).build(),
                BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("application/vnd.apache.parquet");
    Files.write(file, answer.body());
    List<String> rows = new ArrayList<>();
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql.formatted(file))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
