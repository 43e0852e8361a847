package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Waiting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** News go to those who are let in now, not to those who once were. */
class LiveSessionsIT extends RunningService {
  private static final long SECONDS = 10;
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a page was told so far, and the end of it. */
  private record News(StringBuffer heard, CompletableFuture<Void> end) {}

  @Test
  void newsEndWithTheSessionThatAskedForThem() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    String leaves = signIn(key);
    News gone = news("Cookie", leaves);
    News stays = news("Cookie", signIn(key));
    assertThat(post("/session/end", "", "Cookie", leaves).statusCode()).isEqualTo(303);
    gone.end.get(SECONDS, TimeUnit.SECONDS);
    isTheOnlyOneTold(stays, gone);
    new KeyChanges(keys()).remove("one");
    stays.end.get(SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void newsEndWithTheKeyThatAskedForThem() throws Exception {
    String revoked = key("one", KeyScope.READ);
    String other = key("two", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    News gone = news("X-API-Key", revoked);
    News stays = news("Authorization", "Bearer " + other);
    new KeyChanges(keys()).remove("one");
    gone.end.get(SECONDS, TimeUnit.SECONDS);
    isTheOnlyOneTold(stays, gone);
  }

  private void isTheOnlyOneTold(News one, News other) throws Exception {
    Instant day = Instant.parse("2026-01-02T00:00:00Z");
    lake.commit(new RandomEvents(4).between(day, day.plusSeconds(60), 5));
    Waiting.until("told", () -> one.heard.toString().contains("{\"seq\":2}"));
    assertThat(other.heard.toString()).doesNotContain("seq");
    assertThat(one.end).isNotDone();
  }

  private News news(String header, String value) throws Exception {
    HttpResponse<Stream<String>> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(service.url() + LiveCuts.PATH))
                .headers("Accept", "text/event-stream", header, value)
                .build(),
            BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    StringBuffer heard = new StringBuffer();
    return new News(heard, CompletableFuture.runAsync(() -> answer.body().forEach(heard::append)));
  }

  private String signIn(String key) throws Exception {
    String cookie = post("/session", "key=" + key).headers().firstValue("set-cookie").orElseThrow();
    return cookie.split(";")[0];
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
