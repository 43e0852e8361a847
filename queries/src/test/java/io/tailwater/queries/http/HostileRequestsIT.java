package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.queries.QueryService;
import io.tailwater.queries.testing.LakeFixture;
import io.tailwater.queries.testing.RandomEvents;
import io.tailwater.queries.testing.Services;
import io.tailwater.queries.testing.Waiting;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the answer is a good one or a problem with the described fields, and tells
 * nothing of how answers are made.
 */
class HostileRequestsIT {
  /** What only our SQL, the engine, Java or the file system could have said. */
  private static final List<String> SECRETS =
      List.of(
          "SELECT ",
          "GROUP BY",
          "read_parquet",
          "epoch_us",
          "JOIN series",
          " Error: ",
          "Error:",
          "LINE 1:",
          "java.",
          "javax.",
          "org.duckdb",
          "org.apache",
          "io.tailwater",
          "io.javalin",
          "Exception",
          "\tat ",
          "/etc/",
          ".parquet\"",
          "fixture-files",
          "catalog.db");

  /** One address asks for many. */
  private static final String[] UNLIMITED = {
    "server.memory=256MiB", "server.rate_limit=1000000", "server.max_concurrent=100"
  };

  @TempDir Path directory;

  @Test
  void everyAnswerIsGoodOrAProblemThatTellsNothing() throws Exception {
    send(300);
  }

  @Test
  @Tag("long")
  void everyAnswerOfTwentyThousandIsGoodOrAProblemThatTellsNothing() throws Exception {
    send(20_000);
  }

  private void send(int requests) throws Exception {
    long seed = Long.getLong("hostile.seed", System.nanoTime());
    System.out.println("HostileRequestsIT seed " + seed);
    Instant day = Instant.parse("2026-01-01T00:00:00Z");
    try (LakeFixture lake = new LakeFixture(directory);
        QueryService service =
            new QueryService(lake.location(), Services.config(UNLIMITED), told -> {})) {
      lake.commit(new RandomEvents(11).between(day, day.plusSeconds(86_400), 500));
      service.start();
      Client client = new Client(service.url());
      Waiting.until("ready", () -> client.get("/ready").statusCode() == 200);
      JsonNode description = client.json("/api/v1/openapi.json");
      Set<String> fields = new HashSet<>();
      JsonNode problem = description.at("/components/schemas/Problem");
      problem.path("properties").fieldNames().forEachRemaining(fields::add);
      HostileRequests hostile = new HostileRequests(description, seed);
      int port = URI.create(service.url()).getPort();
      for (int i = 0; i < requests; i++) {
        byte[] request = hostile.next();
        check(request, RawAnswer.to(port, request), problem, fields);
      }
      assertThat(client.get("/api/v1/summary").statusCode()).isEqualTo(200);
    }
  }

  private void check(byte[] request, RawAnswer answer, JsonNode schema, Set<String> fields)
      throws Exception {
    String sent = new String(request, StandardCharsets.ISO_8859_1);
    String where = sent.substring(0, Math.min(600, sent.length())) + "\n→ " + answer;
    boolean good = answer.status() >= 200 && answer.status() < 300;
    tellsNothing(where, sent, answer);
    if (good || answer.status() == 303 || answer.status() == 304) {
      return;
    }
    assertThat(answer.status()).as(where).isBetween(400, 599).isNotEqualTo(500);
    assertThat(answer.type()).as(where).startsWith("application/problem+json");
    if (sent.startsWith("HEAD ")) {
      return;
    }
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("status").asInt()).as(where).isEqualTo(answer.status());
    for (JsonNode required : schema.path("required")) {
      assertThat(problem.path(required.asText()).isMissingNode()).as(where).isFalse();
    }
    problem.fieldNames().forEachRemaining(name -> assertThat(fields).as(where).contains(name));
  }

  /** What was sent may come back in words about it; anything else of the kind is a leak. */
  private void tellsNothing(String where, String sent, RawAnswer answer) {
    boolean good = answer.status() >= 200 && answer.status() < 300;
    String echoed = decoded(sent);
    for (String secret : SECRETS) {
      boolean documented = good && (sent.contains("/openapi.json") || sent.contains("/docs"));
      if (!documented && !echoed.contains(secret)) {
        assertThat(answer.body()).as(where).doesNotContain(secret);
      }
    }
    if (!good) {
      assertThat(answer.body()).as(where).doesNotContain(directory.toString());
    }
    assertThat(answer.headers()).as(where).doesNotContainKey("x-injected");
  }

  /** As the service may read it: with what is encoded decoded as far as it can be. */
  private static String decoded(String sent) {
    StringBuilder text = new StringBuilder(sent);
    for (String part : sent.split("[&=? ]")) {
      try {
        text.append('\n').append(URLDecoder.decode(part, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        // Not encoded rightly: then it comes back as it was.
      }
    }
    return text.toString();
  }
}
