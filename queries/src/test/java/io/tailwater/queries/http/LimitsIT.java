package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.KeyScope;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one caller may take, and what all of them together. */
class LimitsIT extends RunningService {
  @Test
  void aKeyThatAsksTooOftenIsToldWhenToComeBackAndTakesNothingFromOthers() throws Exception {
    String eager = key("eager", KeyScope.READ);
    String calm = key("calm", KeyScope.READ);
    start("server.auth.keys_file=" + keys(), "server.rate_limit=0.01");

    HttpResponse<String> first = client.get("/api/v1/status", "X-API-Key", eager);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ratelimit").orElseThrow())
        .matches("\"requests\";r=0;t=100");
    HttpResponse<String> refused = client.get("/api/v1/status", "X-API-Key", eager);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(Client.type(refused)).isEqualTo("application/problem+json");
    assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
        .isBetween(90L, 100L);
    assertThat(client.get("/api/v1/status", "X-API-Key", calm).statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/status").statusCode()).isEqualTo(401);
    assertThat(client.get("/api/v1/status", "X-API-Key", "guess").statusCode()).isEqualTo(429);
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void whileAnswersAreComputedOthersHearAtOnceAndTheRestGoesOn() throws Exception {
    start("server.max_concurrent=1");
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(12);
    try {
      Callable<List<HttpResponse<String>>> asking =
          () ->
              IntStream.range(0, 40)
                  .mapToObj(i -> answer("/api/v1/latency?exact=true&from=2026-01-01&to=2026-01-02"))
                  .toList();
      List<Future<List<HttpResponse<String>>>> askers =
          IntStream.range(0, 12).mapToObj(i -> pool.submit(asking)).collect(Collectors.toList());
      while (!done.get()) {
        assertThat(client.get("/health").statusCode()).isEqualTo(200);
        assertThat(client.get("/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/metrics").statusCode()).isEqualTo(200);
        done.set(askers.stream().allMatch(Future::isDone));
      }
      int busy = 0;
      int answered = 0;
      for (Future<List<HttpResponse<String>>> asker : askers) {
        for (HttpResponse<String> response : asker.get()) {
          assertThat(response.statusCode()).isIn(200, 503);
          busy += response.statusCode() == 503 ? 1 : 0;
          answered += response.statusCode() == 200 ? 1 : 0;
          if (response.statusCode() == 503) {
            assertThat(response.headers().firstValue("retry-after")).hasValue("1");
            assertThat(Client.tree(response).path("type").asText()).isEqualTo("/problems/busy");
          }
        }
      }
      assertThat(answered).isPositive();
      assertThat(busy).isPositive();
      assertThat(client.get("/api/v1/summary").statusCode()).isEqualTo(200);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void bodiesAreBounded() throws Exception {
    start();
    for (String lengths :
        List.of(
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Content-Length: 1000000\r\n")) {
      assertThat(raw("POST /session HTTP/1.1\r\nHost: localhost\r\n" + lengths + "\r\n{}"))
          .as(lengths)
          .matches("(?s)HTTP/1.1 4(00|13) .*\"type\":\"/problems/.*\"instance\":\"/session\".*");
    }
  }

  @Test
  void nobodyGetsMoreByForwardedAddresses() throws Exception {
    start("server.rate_limit=0.01");
    assertThat(client.get("/api/v1/status").statusCode()).isEqualTo(200);
    for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP")) {
      assertThat(client.get("/api/v1/status", header, "for=203.0.113.9").statusCode())
          .isEqualTo(429);
    }
  }

  private HttpResponse<String> answer(String path) {
    try {
      return client.get(path);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
