package io.tailwater.queries.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Requests from a seed that nobody means well with, over every path that is described. */
final class HostileRequests {
  private static final String[] METHODS = {
    "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO", "get"
  };
  private static final String[] VALUES = {
    "",
    " ",
    "now",
    "now-6h",
    "now-999999w",
    "now-0s/d",
    "now+1h",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:30:00.123456789Z",
    "2026-01-01T00:00:00+18:00",
    "2026-02-30",
    "9999-12-31T23:59:59.999999999Z",
    "+275760-09-13T00:00:00Z",
    "-0001-01-01",
    "-1",
    "0",
    "1",
    "007",
    "1e9",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "0.5",
    "0.5,0.5",
    "1.0000000001",
    ",",
    "NaN",
    "Infinity",
    "0x10",
    "٣",
    "true",
    "TRUE",
    "null",
    "undefined",
    "endpoint",
    "hour",
    "status_class",
    "1m",
    "1d",
    "auto",
    "requests",
    "-p95",
    "--p95",
    "5xx",
    "400-499",
    "499-400",
    "*",
    "%",
    "_",
    "json",
    "csv",
    "parquet",
    "previous",
    "7d",
    "' OR 1=1 --",
    "'; DROP TABLE hourly; --",
    "\" UNION SELECT * FROM read_text('/etc/passwd') --",
    "1); COPY (SELECT 1) TO '/tmp/x.csv'; --",
    "$1",
    "?",
    "{{7*7}}",
    "${jndi:ldap://127.0.0.1/a}",
    "../../../../etc/passwd",
    "..\\..\\windows",
    "file:///etc/passwd",
    "<script>alert(1)</script>",
    "\u0000",
    "a\u0000b",
    "\r\nX-Injected: 1",
    "\u202e\ufeff\ud83d\ude00é",
    "\\",
    "'",
    "\"",
    "`",
    "[]",
    "{}",
    "[\"a\"]"
  };

  /** What gets through to the engine, beside the words that a parameter names itself. */
  private static final Map<String, List<String>> FINE =
      Map.of(
          "from", List.of("2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01T07:31:02.5Z"),
          "to", List.of("2026-01-02", "2026-01-01T23:00:00Z", "2026-01-01T23:59:59.999Z"),
          "date", List.of("2026-01-01", "1900-01-01", "9999-12-31"),
          "as_of", List.of("1", "now", "9999-12-31T23:59:59Z"),
          "limit", List.of("1", "7", "100"),
          "q", List.of("0", "1", "0.5,0.5,0.999999999", "0.1,0.9"),
          "status", List.of("503", "5xx", "400-499", "100-599"),
          "min_requests", List.of("0", "5", "999999999999999999"),
          "exact", List.of("true", "false"));

  private static final String[] SEGMENTS = {
    "events",
    "ledger",
    "requests_hourly",
    "nothing",
    "..",
    "%2e%2e",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "a%00b",
    "%zz",
    "events;DROP",
    "events'--",
    "%F0%9F%98%80",
    "%ff%fe",
    "0",
    "-1",
    "99999999999999999999",
    "a b",
    "//"
  };
  private static final String[] HEADERS = {
    "Accept: text/csv",
    "Accept: application/vnd.apache.parquet",
    "Accept: application/x-ndjson",
    "Accept: image/png",
    "Accept: ;;;,,,q=",
    "Accept: */*;q=abc",
    "X-Request-Id: <script>",
    "X-Request-Id: ok.1",
    "Authorization: Bearer '; DROP TABLE keys; --",
    "Authorization: Basic !!!",
    "Authorization:",
    "X-API-Key: \u00ff\u00fe",
    "Range: bytes=5-1",
    "If-None-Match: *",
    "If-Modified-Since: yesterday",
    "Cookie: a=\"; b",
    "Origin: null",
    "Content-Type: application/json; charset=nonsense",
    "Content-Encoding: gzip",
    "X-Forwarded-For: ' OR 1=1",
    "traceparent: 00-zz",
    "Upgrade: websocket",
    "Expect: 100-continue",
    "no-colon-at-all",
    ": empty",
    "Transfer-Encoding: nonsense",
    "Content-Length: -5",
    "Content-Length: abc"
  };
  private static final String[] BODIES = {
    "",
    "{}",
    "{\"query\": \"SELECT * FROM read_text('/etc/passwd')\"}",
    "{\"query\": \"WITH t AS (COPY (SELECT 1) TO '/tmp/x.csv') SELECT 1\"}",
    "{\"query\": 5",
    "[[[[[[[[",
    "\u0000\u0001\u00ff",
    "query=1&query=2"
  };

  private final Random random;
  private final Map<String, List<String>> parametersByPath = new TreeMap<>();
  private final Map<String, List<String>> words = new HashMap<>();

  /**
   * @param description the OpenAPI document
   */
  HostileRequests(JsonNode description, long seed) {
    random = new Random(seed);
    FINE.forEach((name, values) -> words.put(name, new ArrayList<>(values)));
    description
        .path("paths")
        .fields()
        .forEachRemaining(
            path -> {
              List<String> names = new ArrayList<>();
              for (JsonNode operation : path.getValue()) {
                for (JsonNode parameter : operation.path("parameters")) {
                  JsonNode resolved =
                      parameter.has("$ref")
                          ? description.at(parameter.path("$ref").asText().substring(1))
                          : parameter;
                  String name = resolved.path("name").asText();
                  names.add(name);
                  for (JsonNode word : resolved.at("/schema/enum")) {
                    words.computeIfAbsent(name, n -> new ArrayList<>()).add(word.asText());
                  }
                }
              }
              parametersByPath.put(path.getKey(), names);
            });
  }

  /** The next one, in the bytes that go to the server. */
  byte[] next() {
    String method = random.nextInt(5) > 0 ? "GET" : one(METHODS);
    StringBuilder request = new StringBuilder(method).append(' ').append(target());
    request.append(random.nextInt(100) > 0 ? " HTTP/1.1\r\n" : " HTTP/9.9\r\n");
    request.append(random.nextInt(100) > 0 ? "Host: 127.0.0.1\r\n" : "");
    if (random.nextInt(3) == 0) {
      request.append(one(HEADERS)).append("\r\n");
    }
    if (random.nextInt(200) == 0) {
      request.append("X-Long: ").append("x".repeat(random.nextInt(20_000))).append("\r\n");
    }
    request.append("Connection: close\r\n");
    String body = random.nextInt(4) == 0 ? one(BODIES) : "";
    if (!body.isEmpty()) {
      request.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    request.append("\r\n").append(body);
    return request.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private String target() {
    List<String> paths = new ArrayList<>(parametersByPath.keySet());
    String path = paths.get(random.nextInt(paths.size()));
    List<String> names = parametersByPath.get(path);
    StringBuilder target = new StringBuilder();
    for (String segment : path.split("(?=/)")) {
      boolean replaced = segment.contains("{") || random.nextInt(25) == 0;
      target.append(replaced ? "/" + one(SEGMENTS) : segment);
    }
    for (int n = random.nextInt(5); n > 0; n--) {
      boolean known = !names.isEmpty() && random.nextInt(12) > 0;
      String name = known ? names.get(random.nextInt(names.size())) : one(VALUES);
      if (target.indexOf(name + "=") >= 0 && random.nextInt(5) > 0) {
        continue;
      }
      target.append(target.indexOf("?") < 0 ? '?' : '&');
      target.append(random.nextInt(60) == 0 ? raw(name) : encoded(name));
      target.append(random.nextInt(40) == 0 ? "" : "=");
      List<String> fine = words.getOrDefault(name, List.of());
      boolean well = !fine.isEmpty() && random.nextInt(4) > 0;
      target.append(well ? encoded(fine.get(random.nextInt(fine.size()))) : value());
    }
    return target.toString();
  }

  private String value() {
    return switch (random.nextInt(40)) {
      case 0 -> "%zz";
      case 1 -> "%";
      case 2 -> "%c3%28";
      case 3 -> "x".repeat(random.nextInt(9000));
      case 4 -> encoded(noise());
      case 5 -> raw(one(VALUES));
      case 6 -> encoded(one(VALUES) + one(VALUES));
      default -> encoded(one(VALUES));
    };
  }

  private String noise() {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(20); i >= 0; i--) {
      noise.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0xD800) : random.nextInt(128));
    }
    return noise.toString();
  }

  /** As typed, but in one line: what ends a line would end the request. */
  private static String raw(String text) {
    return text.replaceAll("[\r\n ]", "+");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String one(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
