package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.CommandHere;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
      runs().onceHere();
      assertEvents(150);
      writer.write(1, 25);
      runs().onceHere();
      assertEvents(175);
    }
    assertThat(lake.number("select count(distinct stream) from events")).isEqualTo(2);
    assertThat(lake.number("select max(\"offset\") from events where stream like '%-1@%'"))
        .isEqualTo(74);
    runs().auditHere();
  }

  @Test
  void runNeedsBrokersAndATopicOnly() {
    broker.createTopic(topic, 2);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job =
            JobProcess.start(
                directory,
                "run",
                "--kafka",
                broker.address(),
                "--topic",
                topic,
                "--set",
                "lake.warehouse=" + directory.resolve("lake"),
                "--set",
                "lake.commit_interval=500ms")) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      assertThat(job.printed("following " + topic + " of " + broker.address())).isTrue();
    }
    runs("sources.0.id=kafka").auditHere();
  }

  @Test
  void partitionsAddedWhileAJobRunsAreReadFromTheirBeginning() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job = runs("sources.0.properties.partition.discovery.interval.ms=500").start()) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      broker.setPartitions(topic, 3);
      writer.write(2, 20);
      job.awaitWhileAlive(60, () -> events() == 30);
    }
    runs().auditHere();
  }

  @Test
  void partitionsAddedWhileNoJobRunsAreReadFromTheirBeginningWhateverTheStartWas() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
      runs("sources.0.start=latest").onceHere();
      assertEvents(0);
      broker.setPartitions(topic, 2);
      writer.write(0, 3);
      writer.write(1, 4);
    }
    runs("sources.0.start=latest").onceHere();
    assertEvents(7);
    runs().auditHere();
  }

  @Test
  void whatATransactionAbortedIsNoEventAndNoLag() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = TopicWriter.transactional(broker, topic)) {
      writer.begin();
      writer.write(0, 100);
      writer.commit();
      writer.begin();
      writer.write(0, 50);
      writer.abort();
      runs().onceHere();
      assertEvents(100);
      assertThat(lake.number("select max(end_offset) - max(to_offset) from ledger")).isZero();
      assertThat(lake.number("select sum(lines) from ledger")).isEqualTo(100);
      writer.begin();
      writer.write(0, 7);
      assertEnds(0, "nothing new");
      writer.commit();
    }
    runs().onceHere();
    assertEvents(107);
    runs().auditHere();
  }

  @Test
  void aRecordIsOneLineWhateverIsInIt() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 1);
      writer.write(0, "no event\nin two lines");
      writer.write(0, (String) null);
      writer.write(0, "");
      writer.write(0, 1);
    }
    runs().onceHere();
    assertEvents(2);
    assertThat(lake.query("select \"offset\", decode(raw) from rejects"))
        .containsExactly(List.of(1L, "no event\nin two lines"));
    assertThat(lake.number("select sum(filtered) from ledger")).isEqualTo(2);
    assertThat(lake.query("select \"offset\" from events order by 1"))
        .containsExactly(List.of(0L), List.of(4L));
    runs().auditHere();
  }

  @Test
  void aStartAtATimeLeavesOutWhatIsOlder() {
    broker.createTopic(topic, 2);
    Instant time;
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
      time = writer.later();
      writer.write(0, 3);
    }
    runs("sources.0.start=" + time).onceHere();
    assertEvents(3);
    assertThat(lake.number("select min(from_offset) from ledger where stream like '%-0@%'"))
        .isEqualTo(10);
    runs().auditHere();
  }

  @Test
  void recordsRemovedBeforeTheyWereReadStopTheJobOrAreOnRecord() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
      runs().onceHere();
      writer.write(0, 20);
      broker.deleteRecords(topic, 0, 15);
      long seq = lake.seq();
      assertEnds(1, "offsets 10 to 14 of partition 0 of topic '" + topic + "' were removed");
      assertThat(lake.number("select count(*) from ledger where lost > 0")).isZero();
      assertThat(lake.seq()).isEqualTo(seq);
      assertEnds(0, "", "sources.0.on_loss=record");
    }
    assertEvents(25);
    assertThat(
            lake.query(
                "select from_offset, to_offset, lost, lines, split_part(loss_reason, ':', 1)"
                    + " from ledger where lost > 0"))
        .containsExactly(List.of(10L, 15L, 5L, 0L, "removed"));
    runs().auditHere();
  }

  @Test
  void recordsRemovedWhileAJobIsStoppedInItsReadingAreFoundByItself() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job = runs("sources.0.on_loss=record").start()) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      job.suspend();
      // The first record answers the question that the job has already asked.
      writer.write(0, 1);
      writer.write(0, 19);
      broker.deleteRecords(topic, 0, 25);
      job.resume();
      job.awaitWhileAlive(120, () -> events() + lake.number("select sum(lost) from ledger") == 30);
      assertThat(job.printed("starting anew")).isTrue();
    }
    assertThat(lake.number("select sum(lost) from ledger")).isBetween(1L, 15L);
    runs().auditHere();
  }

  @Test
  void aTopicMadeAnewIsNeverTakenForTheOldOne() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
    }
    runs().onceHere();
    broker.deleteTopic(topic);
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic, 10)) {
      writer.write(0, 30);
    }
    assertEnds(1, "topic '" + topic + "' is another one than before");
    assertEvents(10);
    assertEnds(0, "", "sources.0.on_loss=record", "sources.0.start=latest");
    assertEvents(40);
    assertThat(lake.number("select count(distinct stream) from events")).isEqualTo(2);
    assertThat(lake.number("select count(*) from ledger where loss_reason like 'recreated:%'"))
        .isOne();
    runs().onceHere();
    runs().auditHere();
  }

  @Test
  void aTopicMadeAnewUnderARunningJobEndsIt() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job = runs().start()) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      job.suspend();
      broker.deleteTopic(topic);
      broker.createTopic(topic, 1);
      try (TopicWriter other = new TopicWriter(broker, topic, 10)) {
        other.write(0, 30);
      }
      job.resume();
      assertThat(job.await(120)).isEqualTo(1);
      assertThat(job.output()).contains("is another one than before");
    }
    assertEvents(10);
    runs("sources.0.on_loss=record").onceHere();
    assertEvents(40);
    runs().auditHere();
  }

  @Test
  void aTopicDeletedUnderARunningJobEndsIt() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job = runs().start()) {
      writer.write(0, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      broker.deleteTopic(topic);
      assertThat(job.await(120)).isEqualTo(1);
      assertThat(job.output()).contains("topic '" + topic + "' is not there any more");
    }
    assertEvents(10);
  }

  @Test
  void aTopicDeletedIsALossOnRecordOrAnError() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
    }
    runs().onceHere();
    broker.deleteTopic(topic);
    assertEnds(1, "topic '" + topic + "' is not there any more");
    assertEnds(1, "There is nothing to read", "sources.0.on_loss=record");
    assertThat(lake.number("select count(*) from ledger where loss_reason like 'deleted:%'"))
        .isOne();
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic, 10)) {
      writer.write(0, 5);
    }
    runs().onceHere();
    assertEvents(15);
    runs().auditHere();
  }

  @Test
  void aTopicThatIsNotThereAndBrokersThatDoNotAnswerAreSaid() {
    try (JobProcess unanswered = runs("sources.0.brokers=127.0.0.1:1").start("--once")) {
      assertEnds(1, "there is no topic '" + topic + "'");
      // It waits for 20 s, and for half a minute more on a machine that is busy.
      assertThat(unanswered.await(50)).as(unanswered.output()).isEqualTo(1);
      assertThat(unanswered.output())
          .contains("Source 'app' (127.0.0.1:1): the brokers do not answer, after 20 s");
    }
  }

  @Test
  void filesAndTopicsAreReadIntoOneLake() throws IOException {
    broker.createTopic(topic, 2);
    Files.writeString(directory.resolve("access.log"), GrowingLog.line(1000, Instant.now()));
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
      writer.write(1, 10);
    }
    String[] files = {"sources.1.id=web", "sources.1.paths.0=" + directory.resolve("access.log")};
    runs(files).onceHere();
    assertEvents(21);
    assertThat(lake.map("select source, count(*) from events group by 1"))
        .isEqualTo(Map.of("app", 20L, "web", 1L));
    runs(files).onceHere();
    assertEvents(21);
    runs().auditHere();
  }

  @Test
  void aRenamedSourceGoesOnWhereItStood() {
    broker.createTopic(topic, 1);
    try (TopicWriter writer = new TopicWriter(broker, topic)) {
      writer.write(0, 10);
      runs().onceHere();
      writer.write(0, 5);
    }
    assertEnds(1, "start once with --adopt app=other", "sources.0.id=other");
    CommandHere job = runs("sources.0.id=other").commandHere("--once", "--adopt", "app=other");
    assertThat(job.code()).as(job.output()).isZero();
    assertEvents(15);
    runs("sources.0.id=other").auditHere();
  }

  @Test
  void idlePartitionsDoNotHoldTheWatermark() {
    broker.createTopic(topic, 3);
    try (TopicWriter writer = new TopicWriter(broker, topic);
        JobProcess job = runs("event_time.out_of_orderness=1s").start()) {
      writer.write(1, 10);
      job.awaitWhileAlive(60, () -> events() == 10);
      Instant then = Instant.now();
      while (lake.cut().orElseThrow().watermark().filter(then::isBefore).isEmpty()) {
        writer.write(1, 1);
        job.aliveFor(200);
      }
    }
    runs().auditHere();
  }

  private long events() {
    return lake.cut().isEmpty() ? 0 : lake.number("select count(*) from events");
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
    assertThat(lake.number("select coalesce(sum(requests), 0) from requests_hourly"))
        .isEqualTo(events);
  }

  /** Reads all that is there, and demands how that ends and what is said. */
  private void assertEnds(int code, String says, String... more) {
    CommandHere job = runs(more).commandHere("--once");
    assertThat(job.code()).as(job.output()).isEqualTo(code);
    assertThat(job.output()).contains(says);
  }
}
