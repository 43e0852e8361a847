package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyChanges;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.testing.Waiting;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A browser signs in with a key once, and a cookie stands for it. */
class SignInIT extends RunningService {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void thePageAsksForAKeyOnce() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    HttpResponse<String> form = client.get("/", "Accept", "text/html");
    assertThat(form.statusCode()).isEqualTo(401);
    assertThat(form.body())
        .contains("<form method=\"post\" action=\"/session\"")
        .doesNotContain("<script");
    assertThat(form.headers().firstValue("content-security-policy").orElseThrow())
        .contains("default-src 'none'", "form-action 'self'");

    HttpResponse<String> signedIn = post("/session", "key=" + key);
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.headers().firstValue("location")).hasValue("/");
    String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow();
    assertThat(cookie)
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure")
        .doesNotContain(key);
    String session = cookie.split(";")[0];
    assertThat(client.get("/", "Cookie", session).body()).contains("/page/main.js", "/session/end");
    assertThat(client.get("/api/v1/summary", "Cookie", session).statusCode()).isEqualTo(200);
    assertThat(client.get("/api/v1/rejects", "Cookie", session).statusCode()).isEqualTo(403);

    HttpResponse<String> out = post("/session/end", "", "Cookie", session);
    assertThat(out.headers().firstValue("set-cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(client.get("/api/v1/summary", "Cookie", session).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithItsKeyAlsoWhenAnotherTakesItsName() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    String session = sessionOf(key);
    new KeyChanges(keys()).remove("one");
    key("one", KeyScope.ADMIN);
    Waiting.until(
        "ended", () -> client.get("/api/v1/summary", "Cookie", session).statusCode() == 401);
  }

  @Test
  void aSessionOutlivesAMomentInWhichTheFileOfKeysCannotBeRead() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    String session = sessionOf(key);
    String whole = Files.readString(keys());
    Files.writeString(keys(), "half of a line");
    Waiting.until(
        "refused", () -> client.get("/api/v1/summary", "Cookie", session).statusCode() == 401);
    Files.writeString(keys(), whole);
    Waiting.until(
        "let in", () -> client.get("/api/v1/summary", "Cookie", session).statusCode() == 200);
  }

  @Test
  void wrongKeysAndKeysThatMayNotReadGetTheFormAgain() throws Exception {
    String poster = key("poster", KeyScope.INGEST);
    start("server.auth.keys_file=" + keys());
    HttpResponse<String> wrong = post("/session", "key=" + ApiKeys.newKey());
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("no key that is known", "<form");
    assertThat(wrong.headers().firstValue("set-cookie")).isEmpty();
    HttpResponse<String> may = post("/session", "key=" + poster);
    assertThat(may.statusCode()).isEqualTo(403);
    assertThat(may.body()).contains("lacks the scope read");
    assertThat(post("/session", "key=" + encoded("<script>")).body()).doesNotContain("<script");
    assertThat(post("/session", "").statusCode()).isEqualTo(401);
    assertThat(post("/session", "key=" + "x".repeat(200_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void otherSitesCannotSignAnybodyInOrOut() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    String own = service.url();
    assertThat(post("/session", "key=" + key, "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(post("/session", "key=" + key, "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(post("/session", "key=" + key, "Sec-Fetch-Site", "cross-site").statusCode())
        .isEqualTo(403);
    assertThat(post("/session/end", "", "Sec-Fetch-Site", "same-site").statusCode()).isEqualTo(403);
    assertThat(post("/session", "key=" + key, "Origin", own).statusCode()).isEqualTo(303);
    assertThat(post("/session", "key=" + key, "Sec-Fetch-Site", "same-origin").statusCode())
        .isEqualTo(303);
  }

  @Test
  void behindTlsTheCookieIsForTlsAlone() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    assertThat(
            post("/session", "key=" + key, "X-Forwarded-Proto", "https")
                .headers()
                .firstValue("set-cookie")
                .orElseThrow())
        .contains("; Secure");
  }

  private String sessionOf(String key) throws Exception {
    return post("/session", "key=" + key)
        .headers()
        .firstValue("set-cookie")
        .orElseThrow()
        .split(";")[0];
  }

  private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
    all.addAll(List.of(headers));
    return http.send(
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .headers(all.toArray(String[]::new))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
