package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.SteadyTopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broker and job are killed with -9 at random moments while a topic of six partitions is written,
 * and gets more of them.
 */
class KafkaFaultIT {
  @TempDir Path directory;

  @Test
  void everyEventIsCommittedOnceAcrossKills() {
    everyEventOnce(60_000, 4_000, 2, 1);
  }

  @Test
  @Tag("long")
  void everyOneOfAMillionEventsIsCommittedOnceAcrossKills() {
    everyEventOnce(1_000_000, 12_000, 5, 2);
  }

  @Test
  void brokersThatAreAwayForLongerThanEveryTimeoutAreWaitedFor() {
    long events = 20_000;
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
      broker.createTopic("events", 3);
      IngestRuns ingest =
          ingest(
              broker,
              "sources.0.properties.request.timeout.ms=5000",
              "sources.0.properties.default.api.timeout.ms=15000");
      CommittedLake lake = ingest.lake();
      TroubleFile said =
          TroubleFile.ofSource(LakeLocation.embedded(directory.resolve("lake")), "app");
      try (SteadyTopicWriter writer = new SteadyTopicWriter(broker, "events", events, 1_000);
          JobProcess job = ingest.start()) {
        job.awaitWhileAlive(300, () -> events(lake) > 0);
        broker.kill();
        job.awaitWhileAlive(300, () -> said.read().filter(KafkaFaultIT::isLong).isPresent());
        assertThat(said.read().orElseThrow().reason())
            .contains("Source 'app' (" + broker.address() + ")");
        broker.start();
        job.awaitWhileAlive(300, () -> said.read().isEmpty());
        writer.hurry();
        job.awaitWhileAlive(
            300, () -> writer.finished() && events(lake) == broker.records("events"));
      }
      assertThat(lake.number("select count(distinct (stream, \"offset\")) from events"))
          .isEqualTo(broker.records("events"));
      assertThat(lake.number("select count(distinct path) from events")).isEqualTo(events);
      ingest.auditHere();
    }
  }

  private static long events(CommittedLake lake) {
    return lake.cut().isEmpty() ? 0 : lake.number("select count(*) from events");
  }

  private static boolean isLong(Trouble trouble) {
    return Duration.between(trouble.since(), trouble.at()).toSeconds() >= 30;
  }

  private IngestRuns ingest(KafkaBroker broker, String... more) {
    List<String> source = new ArrayList<>();
    source.add("sources.0.id=app");
    source.add("sources.0.type=kafka");
    source.add("sources.0.brokers=" + broker.address());
    source.add("sources.0.topics.0=events");
    source.add("sources.0.properties.partition.discovery.interval.ms=1000");
    source.addAll(List.of(more));
    return new IngestRuns(directory, source);
  }

  private void everyEventOnce(long events, int eventsPerSecond, int jobKills, int brokerKills) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
      broker.createTopic("events", 6);
      IngestRuns ingest = ingest(broker);
      try (SteadyTopicWriter writer =
          new SteadyTopicWriter(broker, "events", events, eventsPerSecond)) {
        int partitions = 6;
        int brokerLeft = brokerKills;
        for (int kill = 0; kill < jobKills; kill++) {
          if (kill == jobKills / 2) {
            partitions += 2;
            broker.setPartitions("events", partitions);
          }
          ingest.killed(random, 3_000, writer::finished);
          if (brokerLeft > 0 && random.nextBoolean()) {
            brokerLeft--;
            killWhileReading(broker, ingest, writer);
          }
        }
        while (brokerLeft-- > 0) {
          killWhileReading(broker, ingest, writer);
        }
        writer.hurry();
        try (JobProcess job = ingest.start()) {
          broker.setPartitions("events", partitions + 1);
          job.awaitWhileAlive(600, writer::finished);
        }
      }
      ingest.onceHere();
      CommittedLake lake = ingest.lake();
      long records = broker.records("events");
      assertThat(records).isGreaterThanOrEqualTo(events);
      assertThat(lake.number("select count(*) from events")).as("seed %d", seed).isEqualTo(records);
      assertThat(lake.number("select count(distinct (stream, \"offset\")) from events"))
          .isEqualTo(records);
      assertThat(lake.number("select count(distinct path) from events")).isEqualTo(events);
      assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(records);
      assertThat(lake.number("select count(*) from rejects")).isZero();
      assertThat(lake.number("select count(distinct stream) from ledger")).isEqualTo(9);
      ingest.auditHere();
    }
  }

  /** The job outlives it: what it had read is committed, and it goes on once the broker is back. */
  private static void killWhileReading(
      KafkaBroker broker, IngestRuns ingest, SteadyTopicWriter writer) {
    ingest.whileCommitting(
        job -> {
          broker.kill();
          assertThat(job.aliveFor(2_000)).as(job.output()).isTrue();
          broker.start();
          long seq = ingest.lake().seq();
          job.awaitWhileAlive(120, () -> writer.finished() || ingest.lake().seq() > seq);
          return null;
        });
  }
}
