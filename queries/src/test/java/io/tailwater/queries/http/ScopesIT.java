package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.KeyScope;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every described path, asked with every kind of key, lets in those that it should and no more. */
class ScopesIT extends RunningService {
  private static final Set<String> OPEN = Set.of("/health", "/ready", "/session", "/session/end");

  /** A way to ask. */
  private record Ask(String method, String path) {}

  @Test
  void eachKeyReachesWhatItsScopeIsFor() throws Exception {
    Map<KeyScope, String> keys = new EnumMap<>(KeyScope.class);
    for (KeyScope scope : KeyScope.values()) {
      keys.put(scope, key(scope.name(), scope));
    }
    start("server.auth.keys_file=" + keys(), "server.sql.enabled=false");

    for (Ask ask : asks()) {
      HttpResponse<String> without = client.send(ask.method, ask.path);
      assertThat(without.statusCode() == 401).as(ask + " without").isNotEqualTo(isOpen(ask));
      assertThat(without.headers().firstValue("content-security-policy")).as(ask + "").isPresent();
      for (KeyScope scope : KeyScope.values()) {
        HttpResponse<String> answer =
            client.send(ask.method, ask.path, "X-API-Key", keys.get(scope));
        boolean allowed = isOpen(ask) || scope == KeyScope.ADMIN || scope == needed(ask);
        assertThat(isRefused(answer)).as(ask + " with " + scope).isNotEqualTo(allowed);
        assertThat(answer.statusCode()).as(ask + " with " + scope).isNotIn(401, 500);
        assertThat(answer.headers().firstValue("cache-control").orElse("none"))
            .as(ask + " with " + scope)
            .isIn("no-store", "private, no-cache");
      }
    }
  }

  private static boolean isOpen(Ask ask) {
    return OPEN.contains(ask.path);
  }

  private static KeyScope needed(Ask ask) {
    if (ask.path.startsWith("/api/v1/sql")) {
      return KeyScope.SQL_READ;
    }
    boolean rejects = ask.path.matches("(?i)/api/v1/(export/)?rejects");
    return rejects ? KeyScope.REJECTS_READ : KeyScope.READ;
  }

  private static boolean isRefused(HttpResponse<String> answer) {
    return answer.statusCode() == 403 && !answer.body().contains("/problems/sql-off");
  }

  /**
   * Each path by its own method and, where that is GET, by HEAD; with each table where it has one.
   */
  private static List<Ask> asks() throws Exception {
    List<Ask> asks = new ArrayList<>();
    JsonNode paths = new ObjectMapper().readTree(QueryServer.read("openapi.json")).path("paths");
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (path.getKey().equals(SignIn.PATH) && method.getKey().equals("post")) {
          // Its 401 means the key in the form.
          continue;
        }
        for (String table : List.of("events", "requests_hourly", "rejects", "ledger", "REJECTS")) {
          String asked = path.getKey().replace("{table}", table);
          asks.add(new Ask(method.getKey().toUpperCase(Locale.ROOT), asked));
          if (method.getKey().equals("get")) {
            asks.add(new Ask("HEAD", asked));
          }
          if (asked.equals(path.getKey())) {
            break;
          }
        }
      }
    }
    return asks;
  }
}
