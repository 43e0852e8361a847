package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.SteadyTopicWriter;
import io.tailwater.pipeline.testing.TopicRuns;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts while another job reads the same topic into the same lake. */
class KafkaTakeoverIT {
  @TempDir static Path brokerDirectory;
  private static KafkaBroker broker;

  @TempDir Path directory;

  @BeforeAll
  static void startBroker() {
    broker = KafkaBroker.start(brokerDirectory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void aStartThatCannotWorkLeavesTheRunningJobAlone() {
    broker.createTopic("quiet", 1);
    TopicRuns runs = new TopicRuns(broker, directory, "quiet");
    try (TopicWriter writer = new TopicWriter(broker, "quiet");
        JobProcess job = runs.with().start()) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> runs.events() == 10);
      runs.assertEnds(1, "there is no topic 'missing'", "sources.0.topics.1=missing");
      writer.write(0, 5);
      job.awaitWhileAlive(60, () -> runs.events() == 15);
    }
    runs.assertEvents(15);
  }

  @Test
  void aStartTakesOverFromAJobThatReadsOnMeanwhile() {
    broker.createTopic("busy", 2);
    TopicRuns runs = new TopicRuns(broker, directory, "busy");
    long lines = 20_000;
    try (SteadyTopicWriter writer = new SteadyTopicWriter(broker, "busy", lines, 1_000);
        JobProcess first = runs.with().start()) {
      first.awaitWhileAlive(60, () -> runs.events() > 0);
      try (JobProcess second = runs.with().start()) {
        assertThat(first.await(120)).as(first.output()).isEqualTo(1);
        writer.hurry();
        second.awaitWhileAlive(120, () -> writer.finished() && runs.events() == lines);
      }
    }
    runs.assertEvents(lines);
  }
}
