package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What browsers are told, and whom a service without keys answers. */
class BoundaryIT extends RunningService {
  private static final List<String> HEADERS =
      List.of(
          "Content-Security-Policy: default-src 'none'",
          "frame-ancestors 'none'",
          "X-Content-Type-Options: nosniff",
          "X-Frame-Options: DENY",
          "Referrer-Policy: no-referrer",
          "Cross-Origin-Opener-Policy: same-origin",
          "Cross-Origin-Resource-Policy: same-origin",
          "X-Request-Id: ");

  @Test
  void everyAnswerHasTheHeadersAndTellsNoServerOrOrigin() throws Exception {
    start();
    for (String request :
        List.of(
            "GET / HTTP/1.1\r\nHost: localhost",
            "GET /api/v1/summary HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example",
            "GET /page/page.css HTTP/1.1\r\nHost: localhost",
            "GET /metrics HTTP/1.1\r\nHost: localhost",
            "GET /nothing HTTP/1.1\r\nHost: localhost",
            "GET /api/v1/summary?x=1 HTTP/1.1\r\nHost: localhost",
            "OPTIONS /api/v1/summary HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example",
            "POST /api/v1/summary HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0",
            "GET /%zz HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000),
            "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost",
            "GET / HTTP/1.1\r\nHost: evil.example",
            "GET / HTTP/7.7\r\nHost: localhost",
            "nonsense")) {
      String answer = raw(request + "\r\nConnection: close\r\n\r\n");
      String head = answer.split("\r\n\r\n", 2)[0];
      assertThat(head).as(request).contains(HEADERS);
      assertThat(head).as(request).doesNotContainIgnoringCase("\nServer:");
      assertThat(head).as(request).doesNotContainIgnoringCase("Access-Control-");
      if (!head.startsWith("HTTP/1.1 200")) {
        assertThat(head).as(request).containsIgnoringCase("application/problem+json");
      }
    }
  }

  @Test
  void withoutKeysOnlyTheMachinesOwnNamesAreAnswered() throws Exception {
    start();
    for (String host :
        List.of("localhost", "127.0.0.1", "[::1]", "LOCALHOST:1234", "127.0.0.1:8")) {
      assertThat(statusFor(host)).as(host).startsWith("HTTP/1.1 200");
    }
    for (String host :
        List.of("evil.example", "127.0.0.1.evil.example", "localhost.", "127.0.0.2", "[::2]")) {
      assertThat(statusFor(host)).as(host).startsWith("HTTP/1.1 421").contains("other-host");
    }
    assertThat(
            raw(
                "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  void pagesOfOtherSitesCanSendNothing() throws Exception {
    start();
    String url = "/api/v1/summary";
    for (String[] from :
        new String[][] {
          {"Origin", "https://evil.example"}, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}
        }) {
      HttpResponse<String> refused = client.send("POST", url, from);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(Client.tree(refused).path("type").asText()).isEqualTo("/problems/other-site");
      assertThat(client.send("DELETE", url, from).statusCode()).isEqualTo(403);
    }
    assertThat(client.send("POST", url).statusCode()).isEqualTo(405);
    assertThat(client.get("/session").statusCode()).isEqualTo(303);
  }

  private String statusFor(String host) throws Exception {
    return raw("GET /api/v1/summary HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
  }
}
