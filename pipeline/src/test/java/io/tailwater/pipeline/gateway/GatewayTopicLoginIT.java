package io.tailwater.pipeline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.KafkaBroker;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A broker that wants a name and a password: those of the source hold for writing too. */
class GatewayTopicLoginIT extends RunningGateway {

  @Test
  void whoLogsInWritesAndWhoDoesNotIsTold() throws Exception {
    try (KafkaBroker broker =
        KafkaBroker.startWithLogin(directory.resolve("broker"), "writer", "secret")) {
      broker.createTopic("events", 1);
      start(sets(broker, "wrong"));
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> refused = post("/ingest", JSON, EVENT);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(json(refused).get("detail").asText()).contains("uthentication");
      }
      gateway.close();
      start(sets(broker, "secret"));
      assertThat(post("/ingest", JSON, EVENT).statusCode()).isEqualTo(202);
      assertThat(broker.records("events")).isEqualTo(1);
    }
  }

  private static String[] sets(KafkaBroker broker, String password) {
    return new String[] {
      "sources.0.type=kafka",
      "sources.0.format=json",
      "sources.0.brokers=" + broker.address(),
      "sources.0.topics.0=events",
      "sources.0.gateway=true",
      "sources.0.properties.security.protocol=SASL_PLAINTEXT",
      "sources.0.properties.sasl.mechanism=PLAIN",
      "sources.0.properties.sasl.jaas.config=" + KafkaBroker.login("writer", password)
    };
  }
}
