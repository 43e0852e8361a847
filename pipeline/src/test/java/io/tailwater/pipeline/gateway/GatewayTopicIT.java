package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.KafkaBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway answers that writes to a topic of a real broker. */
class GatewayTopicIT extends RunningGateway {
  @TempDir static Path brokerDirectory;
  private static KafkaBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(brokerDirectory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void whatIsAcceptedIsInTheTopicARecordEach() throws Exception {
    broker.createTopic("accepted", 3);
    start(broker.address(), "accepted");
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
    assertThat(broker.records("accepted")).isEqualTo(1);
    HttpResponse<String> batch = post("/ingest/batch", JSON, "[" + EVENT + ",\n" + EVENT + "]");
    assertThat(batch.statusCode()).isEqualTo(202);
    assertThat(json(batch).get("accepted").asInt()).isEqualTo(2);
    assertThat(json(batch).get("source").asText()).isEqualTo("app");
    assertThat(post("/ingest/batch", JSON, "[]").statusCode()).isEqualTo(202);
    assertThat(broker.records("accepted")).isEqualTo(3);
    String csv = "ts,path\n2026-11-27T08:00:00Z,/a\n";
    assertThat(post("/upload", "text/csv", csv).statusCode()).isEqualTo(202);
    assertThat(broker.records("accepted")).isEqualTo(4);
    String large = (EVENT + "\n").repeat(60_000);
    HttpResponse<String> upload = post("/upload", "application/gzip", null, gzip(large));
    assertThat(json(upload).get("accepted").asInt()).isEqualTo(60_000);
    assertThat(broker.records("accepted")).isEqualTo(60_004);
    assertThat(directory.resolve("spool")).isEmptyDirectory();
    assertThat(get("/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void ofABodyThatIsRefusedNothingIsInTheTopic() throws Exception {
    broker.createTopic("refused", 3);
    start(broker.address(), "refused");
    assertThat(post("/ingest/batch", NDJSON, EVENT + "\n{}").statusCode()).isEqualTo(422);
    String large = (EVENT + "\n").repeat(60_000);
    assertThat(post("/upload", NDJSON, large + "{}").statusCode()).isEqualTo(422);
    String longest = EVENT.replace("/a", "/" + "a".repeat(1_000_000));
    HttpResponse<String> tooLong = post("/ingest/batch", NDJSON, EVENT + "\n" + longest);
    assertThat(json(tooLong).get("errors").get(0).get("reason").asText()).isEqualTo("too_long");
    assertThat(json(tooLong).get("errors").get(0).get("index").asInt()).isEqualTo(1);
    String fits = EVENT.replace("/a", "/" + "a".repeat(1_000_000 - EVENT.length() - 1));
    assertThat(broker.records("refused")).isZero();
    assertThat(post("/ingest", JSON, fits).statusCode()).isEqualTo(202);
    assertThat(broker.records("refused")).isEqualTo(1);
  }

  @Test
  void withoutBrokersOrATopicPostsArePutOff() throws Exception {
    start("127.0.0.1:1", "none");
    HttpResponse<String> answer = post("/ingest", JSON, EVENT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(json(answer).get("detail").asText())
        .startsWith("Not all events were confirmed by the brokers of topic 'none' of 127.0.0.1:1");
    gateway.close();
    start(broker.address(), "none");
    assertThat(post("/ingest/batch", NDJSON, (EVENT + "\n").repeat(100)).statusCode())
        .isEqualTo(503);
    broker.createTopic("none", 1);
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
    assertThat(broker.records("none")).isEqualTo(1);
  }

  @Test
  void anEventThatTheTopicDoesNotTakeIsTooLarge() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      NewTopic small = new NewTopic("small", 1, (short) 1);
      admin.createTopics(Set.of(small.configs(Map.of("max.message.bytes", "1000")))).all().get();
    }
    start(broker.address(), "small");
    String longer = EVENT.replace("/a", "/" + "a".repeat(2_000));
    assertThat(post("/ingest", JSON, longer).statusCode()).isEqualTo(413);
    assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
    assertThat(post("/ingest/batch", NDJSON, (EVENT + "\n").repeat(50)).statusCode())
        .isEqualTo(202);
    assertThat(broker.records("small")).isEqualTo(51);
  }

  private void start(String brokers, String topic) {
    start(
        new String[] {
          "sources.0.type=kafka",
          "sources.0.format=json",
          "sources.0.brokers=" + brokers,
          "sources.0.topics.0=" + topic,
          "sources.0.gateway=true"
        });
  }
}
