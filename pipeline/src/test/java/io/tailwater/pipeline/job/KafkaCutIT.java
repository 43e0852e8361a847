package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicRuns;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A broker that loses the end of a partition, of which all had been read. */
class KafkaCutIT {
  private static final String RECORD = "sources.0.on_loss=record";

  @TempDir static Path brokerDirectory;
  private static KafkaBroker broker;

  @TempDir Path directory;
  private String topic;
  private TopicRuns runs;
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
    runs = new TopicRuns(broker, directory, topic);
    lake = runs.lake();
    broker.createTopic(topic, 2);
  }

  @Test
  void recordsAtOffsetsThatWereReadBeforeAreOthers() {
    write(0, 40, 60);
    runs.with().onceHere();
    broker.loseFrom(topic, 0, 40);
    String says = "has lost its records from offset 40 on, which were read up to offset 100";
    runs.assertEnds(1, says);
    // Now there is nothing in the offsets that tells it from a partition that has only grown.
    write(100, 90);
    long seq = lake.seq();
    runs.assertEnds(1, says);
    assertThat(lake.seq()).isEqualTo(seq);
    runs.with(RECORD).onceHere();
    runs.assertEvents(190);
    assertThat(
            lake.query(
                "select stream like '%.1', min(\"offset\"), max(\"offset\"), count(*) from events"
                    + " group by 1 order by 1"))
        .containsExactly(List.of(false, 0L, 99L, 100L), List.of(true, 40L, 129L, 90L));
    assertThat(
            lake.query(
                "select from_offset, to_offset, lines, split_part(loss_reason, ':', 1) from ledger"
                    + " where loss_reason is not null"))
        .containsExactly(List.of(100L, 100L, 0L, "cut"));
    write(190, 10);
    runs.with().onceHere();
    runs.assertEvents(200);
  }

  @Test
  void theWholeEpochThatWasReadLastIsLost() {
    write(0, 30, 20);
    broker.kill();
    broker.start();
    write(50, 50);
    runs.with().onceHere();
    broker.loseFrom(topic, 0, 30);
    write(100, 90);
    runs.assertEnds(1, "has lost its records from offset 30 on, which were read up to offset 100");
    runs.with(RECORD).onceHere();
    runs.assertEvents(190);
  }

  @Test
  void aRunningJobGoesOnByItself() {
    try (JobProcess job = runs.with(RECORD).start()) {
      write(0, 40, 60);
      job.awaitWhileAlive(60, () -> runs.events() == 100);
      job.suspend();
      broker.loseFrom(topic, 0, 40);
      write(100, 90);
      job.resume();
      job.awaitWhileAlive(120, () -> runs.events() == 190);
      assertThat(job.printed("starting anew")).isTrue();
    }
    runs.assertEvents(190);
  }

  @Test
  void aBrokerThatIsKilledAndLosesNothingIsReadOn() {
    write(0, 40);
    runs.with().onceHere();
    broker.kill();
    broker.start();
    runs.with().onceHere();
    write(40, 60);
    runs.with().onceHere();
    broker.kill();
    broker.start();
    write(100, 10);
    runs.with().onceHere();
    runs.assertEvents(110);
    assertThat(lake.number("select count(distinct stream) from events")).isOne();
  }

  /** Lines into partition 0, each group a batch of its own. */
  private void write(long first, int... lines) {
    try (TopicWriter writer = new TopicWriter(broker, topic, first)) {
      for (int group : lines) {
        writer.write(0, group);
      }
    }
  }
}
