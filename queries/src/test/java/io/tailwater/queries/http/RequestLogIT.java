package io.tailwater.queries.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.KeyScope;
import io.tailwater.queries.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each request is one line, which the pipeline reads as an event and which holds no secret. */
class RequestLogIT extends RunningService {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path LOG =
      Path.of(System.getProperty("tailwater.log", "target/test.log") + ".requests");

  @Test
  void aLineHasTheFieldsOfTheSampleAndNoSecret() throws Exception {
    String key = key("one", KeyScope.READ);
    start("server.auth.keys_file=" + keys());
    String id = UUID.randomUUID().toString();
    client.get(
        "/api/v1/summary?service=hidden",
        "X-API-Key",
        key,
        "X-Request-Id",
        id,
        "User-Agent",
        "test/1");
    JsonNode line = lineOf(id);
    JsonNode sample =
        JSON.readTree(
            Path.of(System.getProperty("tailwater.root"), "docs/requests.ndjson").toFile());
    assertThat(line.fieldNames()).toIterable().containsExactlyElementsOf(() -> sample.fieldNames());
    assertThat(line.path("http.route").asText()).isEqualTo("/api/v1/summary");
    assertThat(line.path("http.response.status_code").asInt()).isEqualTo(200);
    assertThat(line.path("http.response.body.size").asInt()).isPositive();
    assertThat(line.path("key_id").asText()).isEqualTo("one");
    assertThat(line.path("client.address").asText()).isEqualTo("127.0.0.1");
    assertThat(line.toString()).doesNotContain(key).doesNotContain("hidden");
  }

  @Test
  void whatIsRefusedIsLoggedToo() throws Exception {
    start("server.max_concurrent=1");
    String answer = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    String id = answer.replaceAll("(?s).*\r\nX-Request-Id: (\\S+)\r\n.*", "$1");
    assertThat(lineOf(id).path("http.response.status_code").asInt()).isEqualTo(400);
    String other = UUID.randomUUID().toString();
    client.get("/nothing", "X-Request-Id", other);
    assertThat(lineOf(other).path("http.response.status_code").asInt()).isEqualTo(404);
    assertThat(lineOf(other).has("http.route")).isFalse();
  }

  private static JsonNode lineOf(String id) throws Exception {
    Waiting.until("logged", () -> !lines(id).isEmpty());
    assertThat(lines(id)).hasSize(1);
    return JSON.readTree(lines(id).get(0));
  }

  private static List<String> lines(String id) throws IOException {
    return Files.readAllLines(LOG).stream().filter(line -> line.contains(id)).toList();
  }
}
