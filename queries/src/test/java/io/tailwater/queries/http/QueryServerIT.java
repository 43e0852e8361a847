package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.Event;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryServerIT {
  private static final List<String> DATA =
      List.of(
          "/api/v1/status",
          "/api/v1/summary",
          "/api/v1/timeseries",
          "/api/v1/latency",
          "/api/v1/endpoints",
          "/errors_by_endpoint",
          "/top_endpoints");

  @TempDir static Path directory;
  private static LakeFixture lake;
  private static QueryService service;
  private static Client client;
  private static final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() throws Exception {
    lake = new LakeFixture(directory);
    List<Event> events =
        new RandomEvents(3)
            .between(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T12:00:00Z"), 2000);
    lake.commit(events);
    service = new QueryService(lake.location(), Services.config("server.memory=256MiB"), told::add);
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
  void everyDataAnswerSaysWhereItComesFrom() throws Exception {
    for (String path : DATA) {
      HttpResponse<String> response = client.get(path, "X-Request-Id", "my-id.1");
      JsonNode meta = Client.tree(response).path("meta");

      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(Client.type(response)).isEqualTo("application/json");
      assertThat(meta.path("request_id").asText()).isEqualTo("my-id.1");
      assertThat(meta.path("cut").path("seq").asLong()).isEqualTo(1);
      assertThat(meta.fieldNames())
          .toIterable()
          .containsExactly(
              "request_id",
              "from",
              "to",
              "range",
              "cut",
              "watermark",
              "complete",
              "late_rows",
              "elapsed_ms",
              "truncated",
              "scan");
    }
  }

  @Test
  void insaneRequestIdIsReplaced() throws Exception {
    HttpResponse<String> response = client.get("/health", "X-Request-Id", "a b<c>");

    assertThat(response.headers().firstValue("x-request-id").orElseThrow())
        .hasSize(36)
        .doesNotContain("<");
  }

  @Test
  void unknownParameterIsRefusedNamingTheNearest() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/summary?servise=web");
    JsonNode problem = Client.tree(response);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Client.type(response)).isEqualTo("application/problem+json");
    assertThat(problem.path("detail").asText())
        .isEqualTo("There is no parameter 'servise', nearest: 'service'");
    assertThat(problem.path("errors").get(0).path("parameter").asText()).isEqualTo("servise");
  }

  @Test
  void problemsSayWhatTheyWant() throws Exception {
    assertThat(detail("/api/v1/summary?from=now&to=now-1h"))
        .startsWith("'from' must be before 'to'");
    assertThat(detail("/api/v1/summary?from=yesterday"))
        .startsWith("'from' wants a time such as 2026-01-01T00:00:00Z");
    assertThat(detail("/api/v1/summary?status=6xx")).startsWith("'status' wants a code as 503");
    assertThat(detail("/api/v1/summary?status=700")).endsWith("from 100 to 599, got '700'");
    assertThat(detail("/api/v1/summary?status=099")).endsWith("from 100 to 599, got '099'");
    assertThat(detail("/api/v1/latency?q=0.5,2")).startsWith("'q' wants up to 20 numbers");
    assertThat(detail("/api/v1/timeseries?step=1m&from=2020-01-01&to=2026-01-01"))
        .contains("would make more than 2000 points")
        .contains("1d fits");
    assertThat(detail("/api/v1/endpoints?sort=-p42")).startsWith("'sort' wants one of requests");
    assertThat(detail("/top_endpoints?date=2026-02-30")).startsWith("'date' wants a day");
    assertThat(detail("/top_endpoints?limit=0")).contains("from 1 to 100, got '0'");
    assertThat(detail("/api/v1/summary?from=%E2%80%A6%F0%9F%98%80")).contains("got '…😀'");
    assertThat(detail("/api/v1/summary?from=now-1h&from=now-2h")).contains("may be given once");
  }

  @Test
  void unknownRouteAndMethodAreProblems() throws Exception {
    HttpResponse<String> nothing = client.get("/api/v2/summary");
    HttpResponse<String> post = client.send("POST", "/api/v1/summary");

    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(Client.type(nothing)).isEqualTo("application/problem+json");
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(Client.type(post)).isEqualTo("application/problem+json");
    assertThat(post.headers().firstValue("allow").orElseThrow()).contains("GET");
    assertThat(client.send("DELETE", "/api/v1/sql").headers().firstValue("allow")).hasValue("POST");
  }

  @Test
  void anyParametersGetAnAnswerOrAProblem() throws Exception {
    long seed = System.nanoTime();
    System.out.println("QueryServerIT seed " + seed);
    Random random = new Random(seed);
    String[] names = {
      "from",
      "to",
      "date",
      "limit",
      "q",
      "exact",
      "group_by",
      "step",
      "sort",
      "min_requests",
      "service",
      "endpoint",
      "status",
      "region",
      "nonsense",
      ""
    };
    String[] values = {
      "",
      "now",
      "now-6h",
      "now-999999w",
      "2026-01-01",
      "2026-01-01T00:00:00+02:00",
      "-1",
      "0",
      "1",
      "99999999999999999999",
      "0.5",
      "NaN",
      "true",
      "hour",
      "endpoint",
      "1m",
      "1d",
      "auto",
      "-p95",
      "5xx",
      "400-499",
      "'; DROP TABLE hourly; --",
      "\u0000",
      "é€😀",
      "%",
      "a&b=c",
      "[]",
      "+275760-09-13T00:00:00Z",
      "9999-12-31",
      "1900-01-01",
      "0000-01-01"
    };
    for (int i = 0; i < 300; i++) {
      StringBuilder query = new StringBuilder(DATA.get(random.nextInt(DATA.size())) + "?");
      for (int n = random.nextInt(4); n >= 0; n--) {
        query
            .append(encoded(names[random.nextInt(names.length)]))
            .append('=')
            .append(encoded(values[random.nextInt(values.length)]))
            .append('&');
      }
      HttpResponse<String> response = client.get(query.toString());
      assertThat(response.statusCode()).as(query + " " + response.body()).isIn(200, 400);
      assertThat(Client.type(response))
          .isEqualTo(
              response.statusCode() == 200 ? "application/json" : "application/problem+json");
    }
  }

  @Test
  void seriesByGroupAreNoneWhereNothingMatches() throws Exception {
    HttpResponse<String> response =
        client.get("/api/v1/timeseries?group_by=endpoint&service=nobody");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(Client.tree(response).path("series").isArray()).isTrue();
    assertThat(Client.tree(response).path("series")).isEmpty();
  }

  @Test
  void rangesFarAwayAreEmptyAndNoFailure() throws Exception {
    for (String path : DATA) {
      if (path.startsWith("/api/v1/") && !path.endsWith("status")) {
        String asked = path + "?from=9999-12-01T00:30:00Z&to=9999-12-31T10:10:00Z";
        assertThat(client.get(asked).statusCode()).as(asked).isEqualTo(200);
      }
    }
    assertThat(detail("/api/v1/summary?from=now-999999w")).contains("year from 1900 to 9999");
  }

  @Test
  void malformedRequestsAreProblemsToo() throws Exception {
    for (String target :
        List.of("/api/v1/summary?from=%zz", "/%zz", "/..%2f..%2fetc/passwd", "/a%00b", "//")) {
      String response = raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

      assertThat(response).as(target).startsWith("HTTP/1.1 4");
      assertThat(response).as(target).containsIgnoringCase("application/problem+json");
    }
  }

  @Test
  void headHasTheHeadersAndNoBody() throws Exception {
    HttpResponse<String> head = client.send("HEAD", "/api/v1/summary");
    HttpResponse<String> bad = client.send("HEAD", "/api/v1/summary?x=1");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Client.type(head)).isEqualTo("application/json");
    assertThat(head.body()).isEmpty();
    assertThat(bad.statusCode()).isEqualTo(400);
  }

  @Test
  void longAnswersAreCompressedForThoseWhoTakeIt() throws Exception {
    HttpResponse<String> response = client.get("/api/v1/openapi.json", "Accept-Encoding", "gzip");

    assertThat(response.headers().firstValue("content-encoding")).hasValue("gzip");
  }

  @Test
  void pageIsTheSameForAllAndRunsOnlyItsOwnScripts() throws Exception {
    HttpResponse<String> page = client.get("/?from=now-6h");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(Client.type(page)).startsWith("text/html");
    assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
        .startsWith("default-src 'none'")
        .contains("script-src 'self'", "connect-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.body()).isEqualTo(client.get("/").body()).contains("/page/main.js");
  }

  @Test
  void terminalHearsOfThePageAndTheFirstNumbersOnce() {
    assertThat(told).hasSize(2);
    assertThat(told.get(0))
        .contains("page at http://127.0.0.1:" + URI.create(service.url()).getPort());
    assertThat(told.get(1))
        .matches(
            "first numbers, of the 24 h up to [-0-9TZ:]+: [\\d,]+ requests, .* server errors, p95 .*cut 1.");
  }

  private static String detail(String path) throws Exception {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(path).isEqualTo(400);
    return Client.tree(response).path("detail").asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", URI.create(service.url()).getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
