package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.testing.Waiting;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With keys nobody else is let in, and each key to its scopes alone. */
class KeysIT extends RunningService {
  private static final String REFUSED = "(?s)HTTP/1.1 4\\d\\d .*application/problem\\+json.*";
  private static final String SUMMARY = "/api/v1/summary";

  @Test
  void aKeyIsTakenAsBearerAndAsHeader() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());

    HttpResponse<String> without = client.get(SUMMARY);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(Client.type(without)).isEqualTo("application/problem+json");
    assertThat(without.headers().firstValue("www-authenticate").orElseThrow()).startsWith("Bearer");
    assertThat(client.get(SUMMARY, "Authorization", "Bearer " + key).statusCode()).isEqualTo(200);
    assertThat(client.get(SUMMARY, "X-API-Key", key).statusCode()).isEqualTo(200);
    assertThat(client.get("/", "X-API-Key", key).body()).contains("/page/main.js");
    for (String wrong : List.of(ApiKeys.newKey(), key + "x", key.substring(1), "one", " ")) {
      assertThat(client.get(SUMMARY, "X-API-Key", wrong).statusCode()).isEqualTo(401);
      assertThat(client.get(SUMMARY, "Authorization", "Bearer " + wrong).statusCode())
          .isEqualTo(401);
    }
    assertThat(client.get(SUMMARY, "Authorization", "Basic " + key).statusCode()).isEqualTo(401);
    assertThat(client.get("/nothing").statusCode()).isEqualTo(401);
    assertThat(client.get("/nothing", "X-API-Key", key).statusCode()).isEqualTo(404);
  }

  @Test
  void whatSaysNothingOfTheLakeIsOpen() throws Exception {
    key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    for (String path :
        List.of(
            "/health",
            "/ready",
            "/page/page.css",
            "/page/panels/kpis.js",
            "/docs.css",
            "/session")) {
      assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(client.get("/metrics").statusCode()).isEqualTo(401);
    assertThat(client.get("/api/v1/openapi.json").statusCode()).isEqualTo(401);
  }

  @Test
  void aMissingScopeIsNamed() throws Exception {
    String reader = key("reader", KeyScope.READ);
    String poster = key("poster", KeyScope.INGEST);
    String rejects = key("rejects", KeyScope.REJECTS_READ);
    String admin = key("admin", KeyScope.ADMIN);
    start("server.auth.keys_file=" + keys());

    HttpResponse<String> refused = client.get("/api/v1/rejects", "X-API-Key", reader);
    assertThat(refused.statusCode()).isEqualTo(403);
    JsonNode problem = Client.tree(refused);
    assertThat(problem.path("type").asText()).isEqualTo("/problems/no-scope");
    assertThat(problem.path("detail").asText())
        .isEqualTo("The API key reader lacks the scope rejects:read");
    assertThat(client.get(SUMMARY, "X-API-Key", poster).statusCode()).isEqualTo(403);
    assertThat(client.get("/metrics", "X-API-Key", poster).statusCode()).isEqualTo(403);
    assertThat(client.get("/metrics", "X-API-Key", reader).statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/rejects", "X-API-Key", rejects).statusCode()).isEqualTo(200);
    assertThat(client.get(SUMMARY, "X-API-Key", rejects).statusCode()).isEqualTo(403);
    assertThat(client.get("/api/v1/rejects", "X-API-Key", admin).statusCode()).isEqualTo(200);
    assertThat(client.get(SUMMARY, "X-API-Key", admin).statusCode()).isEqualTo(200);
  }

  @Test
  void originalLinesNeedTheScopeOfRejectsToo() throws Exception {
    String reader = key("reader", KeyScope.READ);
    String rejects = key("rejects", KeyScope.REJECTS_READ);
    String both = key("both", KeyScope.READ, KeyScope.REJECTS_READ);
    start("server.auth.keys_file=" + keys());
    for (String path : List.of("/api/v1/events?", "/api/v1/export/events?")) {
      for (String raw : List.of("raw=true", "r%61w=true", "raw=false&raw=true", "raw=TRUE")) {
        HttpResponse<String> refused = client.get(path + raw, "X-API-Key", reader);
        assertThat(refused.statusCode()).as(path + raw).isEqualTo(403);
        assertThat(refused.body()).contains("reader lacks the scope rejects:read");
      }
      assertThat(client.get(path + "raw=true", "X-API-Key", rejects).statusCode()).isEqualTo(403);
      assertThat(client.get(path + "raw=true", "X-API-Key", both).body()).contains("raw_base64");
      assertThat(client.get(path, "X-API-Key", reader).body()).doesNotContain("raw_base64");
    }
  }

  @Test
  void pagesAskABrowserForAKey() throws Exception {
    key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    for (String path : List.of("/", "/docs", "/docs/tables")) {
      HttpResponse<String> form = client.get(path, "Accept", "text/html");
      assertThat(form.statusCode()).isEqualTo(401);
      assertThat(form.body()).contains("<form");
    }
  }

  @Test
  void withKeysItListensBeyondLoopbackUnderAnyName() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.listen=0.0.0.0:0", "server.auth.keys_file=" + keys());
    String head = "GET /api/v1/summary HTTP/1.1\r\nHost: logs.example\r\nConnection: close\r\n";
    assertThat(raw(head + "\r\n")).startsWith("HTTP/1.1 401");
    assertThat(raw(head + "X-API-Key: " + key + "\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void keysComeAndGoWhileItRuns() throws Exception {
    key("first", KeyScope.INGEST);
    start("server.auth.keys_file=" + keys());
    String key = key("one", KeyScope.READ);
    Waiting.until("in", () -> client.get(SUMMARY, "X-API-Key", key).statusCode() == 200);
    new KeyChanges(keys()).remove("one");
    Waiting.until("out", () -> client.get(SUMMARY, "X-API-Key", key).statusCode() == 401);
  }

  @Test
  void noSpellingOfAPathLeadsPastTheKeysOrTheScopes() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    for (String path :
        List.of(
            "/health/../api/v1/summary",
            "/health;/../api/v1/summary",
            "/health/%2e%2e/api/v1/summary",
            "/health%2f..%2fapi%2fv1%2fsummary",
            "//api/v1/summary",
            "/api/v1/summary/",
            "/api/v1/summary;x=y",
            "/%61pi/v1/summary",
            "/API/V1/SUMMARY",
            "/page/../metrics",
            "/session/../metrics",
            "http://x/health/../api/v1/summary",
            "/api/v1/summary?key=" + key,
            "/api/v1/summary?X-API-Key=" + key)) {
      assertThat(raw(head(path) + "\r\n")).as(path).matches(REFUSED);
    }
    for (String path :
        List.of(
            "/api/v1/rejects",
            "/api/v1/rejects/",
            "/api/v1/%72ejects",
            "/api/v1//rejects",
            "/api/v1/summary/../rejects",
            "/API/v1/Rejects")) {
      assertThat(raw(head(path) + "X-API-Key: " + key + "\r\n\r\n")).as(path).matches(REFUSED);
    }
  }

  private static String head(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
  }
}
