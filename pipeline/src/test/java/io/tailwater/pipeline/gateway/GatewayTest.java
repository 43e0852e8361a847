package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.connectors.lake.ApiKeys;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.connectors.lake.config.ConfigException;
import io.tailwater.pipeline.job.CannotStart;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gateway answers to posts, and when. */
class GatewayTest extends RunningGateway {
  @Test
  void anEventIsInTheSpoolWhenItsPostIsAnswered() throws Exception {
    start();
    HttpResponse<String> answer = post("/ingest", JSON, EVENT.replace(",", ",\n"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
    assertThat(json(answer).get("source").asText()).isEqualTo("app");
    assertThat(json(answer).get("request_id").asText())
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(spooled("app")).containsExactly(EVENT.replace(",", ", "));
  }

  @Test
  void batchesAreArraysOrLines() throws Exception {
    start();
    assertThat(post("/ingest/batch", JSON, "[" + EVENT + "," + EVENT + "]").statusCode())
        .isEqualTo(202);
    assertThat(post("/ingest/batch", NDJSON, EVENT + "\n\n" + EVENT).statusCode()).isEqualTo(202);
    assertThat(json(post("/ingest/batch", JSON, "[]")).get("accepted").asInt()).isZero();
    assertThat(spooled("app")).containsExactly(EVENT, EVENT, EVENT, EVENT);
  }

  @Test
  void aBodyWithABadRecordIsRefusedWholeAndSaysWhichAndWhy() throws Exception {
    start();
    String body = EVENT + "\n\n{\"ts\": \"yesterday\"}\n" + EVENT + "\n{\"path\": \"/b\"}\nx\n";
    HttpResponse<String> answer = post("/ingest/batch", NDJSON, body);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.get("detail").asText()).isEqualTo("3 of 5 records; nothing is stored");
    List<String> errors = new ArrayList<>();
    problem
        .get("errors")
        .forEach(
            error ->
                errors.add(
                    error.get("index") + " " + error.get("line") + " " + error.get("reason")));
    assertThat(errors)
        .containsExactly("1 3 \"bad_time\"", "3 5 \"missing_field\"", "4 6 \"bad_json\"");
    JsonNode first = problem.get("errors").get(0);
    assertThat(first.get("want").asText()).isNotBlank();
    assertThat(first.get("got").asText()).contains("yesterday");
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void onlyTheFirstHundredBadRecordsAreTold() throws Exception {
    start();
    JsonNode problem = json(post("/ingest/batch", NDJSON, "{}\n".repeat(250)));
    assertThat(problem.get("errors")).hasSize(100);
    assertThat(problem.get("detail").asText()).startsWith("250 of 250 records");
  }

  @Test
  void aLineBreakWithinAStringIsRefused() throws Exception {
    start();
    String broken = EVENT.replace("/a", "/a\nb");
    assertThat(post("/ingest", JSON, broken).statusCode()).isEqualTo(422);
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void aRecordLongerThanALineMayBeIsRefused() throws Exception {
    start();
    String longest = EVENT.replace("/a", "/" + "a".repeat(1 << 20));
    HttpResponse<String> answer = post("/ingest/batch", NDJSON, EVENT + "\n" + longest);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("errors").get(0).get("index").asInt()).isEqualTo(1);
    assertThat(json(answer).get("errors").get(0).get("reason").asText()).isEqualTo("too_long");
  }

  @Test
  void aBodyOverALimitIsRefused() throws Exception {
    start(
        "gateway.max_body=1KiB",
        "gateway.max_unpacked=2KiB",
        "gateway.max_upload=3KiB",
        "gateway.max_upload_unpacked=4KiB");
    for (String[] route :
        new String[][] {
          {"/ingest/batch", "gateway.max_body", "gateway.max_unpacked"},
          {"/upload", "gateway.max_upload", "gateway.max_upload_unpacked"}
        }) {
      String large = (EVENT + "\n").repeat(80);
      HttpResponse<String> announced = post(route[0], NDJSON, large);
      assertThat(announced.statusCode()).isEqualTo(413);
      assertThat(json(announced).get("detail").asText()).contains(route[1] + ";");
      HttpRequest chunked =
          request(route[0], NDJSON)
              .POST(BodyPublishers.ofByteArrays(List.of(large.getBytes(StandardCharsets.UTF_8))))
              .build();
      assertThat(client.send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
      HttpResponse<String> unpacked = post(route[0], NDJSON, "gzip", gzip(large));
      assertThat(unpacked.statusCode()).isEqualTo(413);
      assertThat(json(unpacked).get("detail").asText()).contains(route[2] + ";");
    }
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void otherMediaTypesAreRefused() throws Exception {
    start();
    assertThat(post("/ingest", "text/plain", EVENT).statusCode()).isEqualTo(415);
    assertThat(post("/ingest", NDJSON, EVENT).statusCode()).isEqualTo(415);
    assertThat(post("/upload", JSON, EVENT).statusCode()).isEqualTo(415);
    assertThat(post("/ingest", JSON + "; charset=utf-16", EVENT).statusCode()).isEqualTo(415);
    assertThat(post("/upload", NDJSON, "br", new byte[0]).statusCode()).isEqualTo(415);
    assertThat(post("/ingest", JSON + "; charset=UTF-8", EVENT).statusCode()).isEqualTo(202);
  }

  @Test
  void whoIsAheadOfTheLakeIsPutOff() throws Exception {
    start("gateway.max_unread=1KiB");
    int posts = 0;
    HttpResponse<String> answer = post("/ingest", JSON, EVENT);
    while (answer.statusCode() == 202 && posts++ < 100) {
      answer = post("/ingest", JSON, EVENT);
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
    assertThat(spooled("app")).hasSizeBetween(5, 20);
    assertThat(get("/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void aDiskThatIsNearlyFullPutsOff() throws Exception {
    start("gateway.min_free=99999999GiB");
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(429);
  }

  @Test
  void whoSendsTooSlowlyIsCutOff() throws Exception {
    start("gateway.request_timeout=1s");
    URI uri = URI.create(gateway.url());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(60_000);
      String head =
          "POST /ingest HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 1000\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertThat(answer).isEqualTo("HTTP/1.1 408");
    }
  }

  @Test
  void postsSayWhichSourceWhereThereAreSeveral() throws Exception {
    start("sources.1.id=shop", "sources.1.type=http");
    HttpResponse<String> which = post("/ingest", JSON, EVENT);
    assertThat(which.statusCode()).isEqualTo(400);
    assertThat(json(which).get("detail").asText())
        .isEqualTo("source must be one of app, shop, got none");
    assertThat(post("/ingest?source=shop", JSON, EVENT).statusCode()).isEqualTo(202);
    assertThat(post("/ingest?source=nope", JSON, EVENT).statusCode()).isEqualTo(400);
    assertThat(post("/ingest?sorce=shop", JSON, EVENT).statusCode()).isEqualTo(400);
    assertThat(spooled("shop")).containsExactly(EVENT);
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void withKeysNobodyElseIsLetIn() throws Exception {
    String key = ApiKeys.newKey();
    start("server.auth.keys_file=" + keys(key, KeyScope.INGEST));
    HttpResponse<String> without = post("/ingest", JSON, EVENT);
    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(without.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(withHeader("X-API-Key", ApiKeys.newKey())).isEqualTo(401);
    assertThat(withHeader("X-API-Key", key)).isEqualTo(202);
    assertThat(withHeader("Authorization", "Bearer " + key)).isEqualTo(202);
    assertThat(withHeader("Authorization", "Basic " + key)).isEqualTo(401);
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(spooled("app")).hasSize(2);
  }

  @Test
  void aKeyThatMayNotPostIsToldSo() throws Exception {
    String key = ApiKeys.newKey();
    start("server.auth.keys_file=" + keys(key, KeyScope.READ, KeyScope.SQL_READ));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/ingest")).header("X-API-Key", key);
    HttpResponse<String> refused =
        client.send(request.POST(BodyPublishers.ofString(EVENT)).build(), BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).get("detail").asText())
        .isEqualTo("The API key one lacks the scope ingest");
    assertThat(spooled("app")).isEmpty();
  }

  @Test
  void keysOfAnOldFileMayPostAsTheyCould() throws Exception {
    String key = ApiKeys.newKey();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    String old = "tailwater-keys 1\nshop sha256:" + HexFormat.of().formatHex(hash) + " the shop\n";
    Path keys = Files.writeString(directory.resolve("keys"), old);
    start("server.auth.keys_file=" + keys);
    assertThat(withHeader("X-API-Key", key)).isEqualTo(202);
  }

  @Test
  void withoutKeysItListensOnLoopbackOnly() {
    assertThatThrownBy(() -> start("gateway.listen=0.0.0.0:0"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("gateway.listen must be a loopback address unless");
    Path none = directory.resolve("none");
    assertThatThrownBy(() -> start("gateway.listen=0.0.0.0:0", "server.auth.keys_file=" + none))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(none.toString());
  }

  @Test
  void aPortInUseIsSaidInOneSentence() {
    start();
    int port = URI.create(gateway.url()).getPort();
    assertThatThrownBy(
            () -> Gateway.start(config("gateway.listen=127.0.0.1:" + port, "sources.0.id=other")))
        .isInstanceOf(CannotStart.class)
        .hasMessageStartingWith("The gateway cannot listen on 127.0.0.1:" + port);
  }

  @Test
  void otherRoutesAndMethodsAreProblemsToo() throws Exception {
    start();
    assertThat(get("/ingest").statusCode()).isEqualTo(405);
    assertThat(post("/nope", JSON, EVENT).statusCode()).isEqualTo(404);
    assertThat(json(get("/nope")).get("type").asText()).isEqualTo("/problems/not-found");
    assertThat(get("/ready").statusCode()).isEqualTo(200);
  }
}
