package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.api.Answers;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.DuckDbLimits;
import io.tailwater.queries.lake.FollowerState;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.PastCuts;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlRouteIT {
  private static final String ENDLESS =
      "{\"query\": \"SELECT count(*) FROM range(1000000) a, range(10000000) b\"}";

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static CutStore store;
  private static SqlRoute sql;
  private static QueryServer server;

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    lake.commit(List.of(Event.at("2026-01-01T10:00:00Z", "/a", 200, 5)));
    lake.commit(List.of(Event.at("2026-01-01T10:00:01Z", "/b, \"c\"", 503, 7)));
    store = new CutStore(new DuckDbLimits(128, 1, 100));
    store.load(LakeAtCut.newest(lake.lake()).orElseThrow());
    sql =
        SqlRoute.of(
            Services.config(
                    "server.sql.enabled=true",
                    "server.sql.memory=128MiB",
                    "server.sql.timeout=60s",
                    "server.sql.max_rows=1000")
                .sql(),
            store,
            Clock.systemUTC());
    server = serve(sql);
  }

  @AfterAll
  static void stop() throws Exception {
    sql.close();
    server.close();
    store.close();
    lake.close();
  }

  @Test
  void rowsComeWithColumnsAndWhereTheyAreFrom() throws Exception {
    JsonNode answer =
        answer("SELECT endpoint, count(*) AS n FROM events GROUP BY ALL ORDER BY ALL");

    assertThat(answer.path("columns").toString())
        .isEqualTo(
            "[{\"name\":\"endpoint\",\"type\":\"VARCHAR\"},{\"name\":\"n\",\"type\":\"BIGINT\"}]");
    assertThat(answer.path("rows").toString()).isEqualTo("[[\"/a\",1],[\"/b, \\\"c\\\"\",1]]");
    assertThat(answer.path("meta").path("cut").path("seq").asInt()).isEqualTo(2);
    assertThat(answer.path("meta").path("truncated").asBoolean()).isFalse();
    assertThat(answer.path("meta").path("from").isNull()).isTrue();
  }

  @Test
  void answersAtAnOlderCut() throws Exception {
    HttpResponse<String> old = post("{\"query\": \"SELECT count(*) FROM events\", \"as_of\": 1}");

    assertThat(Client.tree(old).path("rows").toString()).isEqualTo("[[1]]");
    assertThat(Client.tree(old).path("meta").path("cut").path("seq").asInt()).isEqualTo(1);
  }

  @Test
  void limitsSayThatTheyLeftSomethingOut() throws Exception {
    JsonNode few = Client.tree(post("{\"query\": \"SELECT * FROM range(9)\", \"limit\": 3}"));
    JsonNode most = answer("SELECT * FROM range(1000000000000)");
    JsonNode large = answer("SELECT repeat('x', 100000) FROM range(300)");

    assertThat(few.path("rows")).hasSize(3);
    assertThat(most.path("rows")).hasSize(1000);
    assertThat(large.path("rows")).hasSizeBetween(100, 168);
    assertThat(Stream.of(few, most, large))
        .allMatch(answer -> answer.path("meta").path("truncated").asBoolean());
  }

  @Test
  void rowsComeAsCsvAndLinesToo() throws Exception {
    String query = "{\"query\": \"SELECT endpoint, 1 AS n FROM events ORDER BY ts\"}";

    assertThat(post(query, "Accept", "text/csv").headers().firstValue("tailwater-cut"))
        .hasValue("2");
    assertThat(post(query, "Accept", "text/csv").body())
        .isEqualTo("endpoint,n\r\n/a,1\r\n\"/b, \"\"c\"\"\",1\r\n");
    assertThat(post(query, "Accept", "application/x-ndjson").body().lines())
        .containsExactly(
            "{\"endpoint\":\"/a\",\"n\":1}", "{\"endpoint\":\"/b, \\\"c\\\"\",\"n\":1}");
  }

  @Test
  void textIsWholeInEveryForm() throws Exception {
    for (String type : List.of("application/json", "text/csv", "application/x-ndjson")) {
      assertThat(post("{\"query\": \"SELECT 'ü…😀' AS x\"}", "Accept", type).body())
          .as(type)
          .contains("ü…😀");
    }
  }

  @Test
  void wrongBodiesAndRefusedQueriesAreProblems() throws Exception {
    assertProblem(post("{\"query\": \"COPY events TO 'x'\"}"), 400, "refused-sql", "Only a query");
    assertProblem(post("{\"query\": \"FROM '/etc/passwd.csv'\"}"), 400, "refused-sql", "no view");
    assertProblem(post("{\"query\": \"SELECT nosuch FROM events\"}"), 400, "sql-failed", "nosuch");
    assertProblem(post("{\"query\": 1}"), 400, "bad-parameter", "'query' wants");
    assertProblem(post("{\"query\": \"FROM events\", \"x\": 1}"), 400, "bad-parameter", "'x'");
    assertProblem(post("{\"query\": \"FROM events\", \"limit\": 0}"), 400, "bad-parameter", "1000");
    assertProblem(
        post("{\"query\": \"FROM events\", \"timeout_seconds\": 61}"),
        400,
        "bad-parameter",
        "60.0");
    assertProblem(post("[".repeat(100_000)), 400, "bad-parameter", "JSON object");
    assertProblem(
        post("{\"query\": \"FROM events\", \"as_of\": \"2020-01-01T00:00:00Z\"}"),
        410,
        "cut-gone",
        "");
    for (int length : List.of((128 << 10) + 1, 1 << 20, 8 << 20)) {
      assertProblem(post("x".repeat(length)), 413, "content-too-large", "131072 bytes");
    }
    assertThat(post("{}", "Content-Type", "text/plain").statusCode()).isEqualTo(415);
  }

  @Test
  void queriesThatTakeTooMuchEndWithoutHarm() throws Exception {
    for (String query :
        List.of(
            "SELECT sum(length(repeat('x', 100000000 + i))) FROM range(100) t(i)",
            "SELECT len(range(1000000000))",
            "WITH RECURSIVE t(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM t) SELECT max(s) FROM t",
            "SELECT length(repeat('x', 4000000000))")) {
      assertProblem(post("{\"query\": \"" + query + "\"}"), 400, "sql-failed", "emory");
    }
    assertProblem(
        post(
            "{\"query\": \"SELECT levenshtein(repeat('a', 300000), repeat('b', 300000))\","
                + " \"timeout_seconds\": 1}"),
        503,
        "too-slow",
        "after 1.0 s");
    assertThat(answer("SELECT 1").path("rows").toString()).isEqualTo("[[1]]");
  }

  @Test
  void aClientThatGoesTakesItsQueryWithIt() throws Exception {
    try (Socket one = begin();
        Socket two = begin()) {
      Waiting.until("two queries run", () -> sql.running() == 2);
      HttpResponse<String> third = post("{\"query\": \"SELECT 1\"}");
      assertProblem(third, 503, "busy", "2 queries run already");
      assertThat(third.headers().firstValue("Retry-After")).contains("1");
    }
    long closed = System.nanoTime();
    Waiting.until("no query runs", () -> sql.running() == 0);
    System.out.println(
        "SqlRouteIT: gone " + (System.nanoTime() - closed) / 1_000_000 + " ms after its client");
    assertThat(answer("SELECT 1").path("rows").toString()).isEqualTo("[[1]]");
  }

  @Test
  void isOffUnlessTurnedOn() throws Exception {
    QueryServer off = serve(SqlRoute.off());
    try {
      HttpResponse<String> refused = post(off.port(), "{\"query\": \"SELECT 1\"}");
      assertProblem(refused, 403, "sql-off", "server.sql.enabled");
    } finally {
      off.close();
    }
  }

  private static QueryServer serve(SqlRoute route) {
    Answers answers =
        new Answers(
            store,
            new PastCuts(new DuckDbLimits(128, 1, 100)),
            FollowerState::following,
            Clock.systemUTC(),
            0.01);
    QueryServer made = new QueryServer(answers, () -> true, route, "127.0.0.1", 0);
    made.start();
    return made;
  }

  private static Socket begin() throws Exception {
    Socket socket = new Socket("127.0.0.1", server.port());
    String head =
        "POST /api/v1/sql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + ENDLESS.length()
            + "\r\n\r\n";
    socket.getOutputStream().write((head + ENDLESS).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static JsonNode answer(String query) throws Exception {
    HttpResponse<String> response = post("{\"query\": \"" + query + "\"}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Client.tree(response);
  }

  private static void assertProblem(
      HttpResponse<String> response, int status, String type, String detail) throws Exception {
    JsonNode problem = Client.tree(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(Client.type(response)).isEqualTo("application/problem+json");
    assertThat(problem.path("type").asText()).isEqualTo("/problems/" + type);
    assertThat(problem.path("detail").asText())
        .contains(detail)
        .doesNotContain(directory.toString(), "/tmp", "\tat ");
  }

  private static HttpResponse<String> post(String body, String... headers) throws Exception {
    return post(server.port(), body, headers);
  }

  private static HttpResponse<String> post(int port, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/sql"))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json; charset=utf-8");
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }
}
