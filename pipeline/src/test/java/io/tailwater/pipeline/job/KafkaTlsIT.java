package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TlsStores;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that speaks TLS only; what is trusted are properties of the consumer. */
class KafkaTlsIT {
  @TempDir Path directory;

  @Test
  void whoTrustsTheBrokerReadsAndWhoDoesNotIsTold() {
    TlsStores stores = TlsStores.make(directory.resolve("stores"), "broker");
    TlsStores others = TlsStores.make(directory.resolve("others"), "other");
    TlsStores none = new TlsStores(stores.keys(), directory.resolve("none.p12"));
    try (KafkaBroker broker = KafkaBroker.startWithTls(directory.resolve("broker"), stores)) {
      broker.createTopic("events", 1);
      try (TopicWriter writer = new TopicWriter(broker, "events")) {
        writer.write(0, 10);
      }
      assertRefused(broker, others, "unable to find valid certification path");
      assertRefused(broker, none, "none.p12");
      IngestRuns runs = runs(broker, stores);
      runs.onceHere();
      assertThat(runs.lake().number("select count(*) from events")).isEqualTo(10);
      runs.auditHere();
    }
  }

  private void assertRefused(KafkaBroker broker, TlsStores stores, String why) {
    try (JobProcess refused = runs(broker, stores).start("--once")) {
      assertThat(refused.await(60)).isEqualTo(1);
      assertThat(refused.output()).contains("Source 'app' (" + broker.address() + ")", why);
    }
  }

  private IngestRuns runs(KafkaBroker broker, TlsStores stores) {
    List<String> source =
        new ArrayList<>(
            List.of(
                "sources.0.id=app",
                "sources.0.type=kafka",
                "sources.0.brokers=" + broker.address(),
                "sources.0.topics.0=events"));
    stores
        .client()
        .forEach((name, value) -> source.add("sources.0.properties." + name + "=" + value));
    return new IngestRuns(directory, source);
  }
}
