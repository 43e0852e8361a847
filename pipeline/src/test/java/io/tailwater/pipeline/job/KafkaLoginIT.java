package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants a name and a password, which are properties of the consumer. */
class KafkaLoginIT {
  @TempDir Path directory;

  @Test
  void whoLogsInReadsAndWhoDoesNotIsTold() {
    try (KafkaBroker broker =
        KafkaBroker.startWithLogin(directory.resolve("broker"), "reader", "secret")) {
      broker.createTopic("events", 1);
      try (TopicWriter writer = new TopicWriter(broker, "events")) {
        writer.write(0, 10);
      }
      try (JobProcess refused = runs(broker, "wrong").start("--once")) {
        assertThat(refused.await(120)).isEqualTo(1);
        assertThat(refused.output()).contains("Source 'app' (" + broker.address() + ")");
      }
      IngestRuns runs = runs(broker, "secret");
      runs.onceHere();
      assertThat(runs.lake().number("select count(*) from events")).isEqualTo(10);
    }
  }

  private IngestRuns runs(KafkaBroker broker, String password) {
    return new IngestRuns(
        directory,
        List.of(
            "sources.0.id=app",
            "sources.0.type=kafka",
            "sources.0.brokers=" + broker.address(),
            "sources.0.topics.0=events",
            "sources.0.properties.security.protocol=SASL_PLAINTEXT",
            "sources.0.properties.sasl.mechanism=PLAIN",
            "sources.0.properties.sasl.jaas.config=" + KafkaBroker.login("reader", password)));
  }
}
