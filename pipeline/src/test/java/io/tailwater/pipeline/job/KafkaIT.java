package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Topics of a real broker, each scenario its own. */
class KafkaIT {
  @TempDir static Path brokerDirectory;
  private static KafkaBroker broker;

  @TempDir Path directory;
  private String topic;
  private CommittedLake lake;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(brokerDirectory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    lake = runs().lake();
  }

  @Test
  void aTopicIsReadOnceAndOnFromThere() {
    broker.createTopic(topic, 2);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 100);
      writer.write(1, 50);
      runs().once();
      assertEvents(150);
      writer.write(1, 25);
      runs().once();
      assertEvents(175);
    }
    assertThat(lake.number("select count(distinct stream) from events")).isEqualTo(2);
    assertThat(lake.number("select max(\"offset\") from events where stream like '%-1@%'"))
        .isEqualTo(74);
    runs().audit();
  }

  private IngestRuns runs(String... more) {
    List<String> source = new ArrayList<>();
    source.add("sources.0.id=app");
    source.add("sources.0.type=kafka");
    source.add("sources.0.brokers=" + broker.address());
    source.add("sources.0.topics.0=" + topic);
    source.addAll(List.of(more));
    return new IngestRuns(directory, source);
  }

  private void assertEvents(long events) {
    assertThat(lake.number("select count(*) from events")).isEqualTo(events);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(events);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(events);
  }

  /** Reads all that is there, and demands how that ends and what is said. */
  private void assertEnds(int code, String says, String... more) {
    try (JobProcess job = runs(more).start("--once")) {
      assertThat(job.await(120)).as(job.output()).isEqualTo(code);
      assertThat(job.output()).contains(says);
    }
  }
}
