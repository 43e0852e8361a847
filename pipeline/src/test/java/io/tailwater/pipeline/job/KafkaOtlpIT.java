package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.upkeep.Upkeep;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.config.RetentionConfig;
import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests of several log records each, as a collector writes them into a topic. */
class KafkaOtlpIT {
  private static final String TOPIC = "otlp_logs";
  private static final String BAD =
      "{\"timeUnixNano\":\"1\",\"attributes\":[{\"key\":\"status\",\"value\":{\"intValue\":\"7\"}}]}";

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
  void everyRecordOfEveryRequestIsAnEventOrARejectOnceWhateverHappensToTheJob() {
    broker.createTopic(TOPIC, 1);
    CommittedLake lake = runs().lake();
    try (TopicWriter writer = new TopicWriter(broker, TOPIC)) {
      writer.write(0, request(record(0), BAD, record(1)));
      writer.write(0, "no request");
      writer.write(0, "{\"resourceLogs\":[]}");
      writer.write(0, (String) null);
      writer.write(0, request(record(2)));
      runs().onceHere();
      assertThat(lake.query("select \"offset\", part, path, service from events order by 1, 2"))
          .containsExactly(
              List.of(0L, 0, "/line/0", "api"),
              List.of(0L, 2, "/line/1", "api"),
              List.of(4L, 0, "/line/2", "api"));
      assertThat(lake.query("select \"offset\", part, decode(raw) from rejects order by 1"))
          .containsExactly(List.of(0L, 1, request(BAD)), Arrays.asList(1L, null, "no request"));
      assertThat(
              lake.query(
                  "select lines, events, rejects, filtered, to_offset from ledger where lines > 0"))
          .containsExactly(List.of(7L, 3L, 2L, 2L, 5L));
      runs().auditHere();

      try (JobProcess job = runs().start()) {
        for (int i = 3; i < 103; i += 10) {
          writer.write(0, requestOf(i, i + 10));
        }
        job.awaitWhileAlive(60, () -> lake.number("select count(*) from events") == 103);
        writer.write(0, requestOf(103, 2_000));
        job.kill();
      }
      writer.write(0, request(BAD, record(2_000)));
    }
    runs().onceHere();
    assertWhole(lake);
    merge();
    assertWhole(lake);
  }

  @Test
  @Timeout(120)
  void aRunThatEndsCommitsOnceAllIsReadHoweverLongTheInterval() {
    broker.createTopic("hourly", 2);
    try (TopicWriter writer = new TopicWriter(broker, "hourly")) {
      writer.write(0, request(record(0), record(1)));
    }
    IngestRuns runs = runs("hourly", "lake.commit_interval=1h");
    runs.onceHere();
    assertThat(runs.lake().number("select count(*) from events")).isEqualTo(2);
  }

  private void assertWhole(CommittedLake lake) {
    assertThat(
            lake.query(
                "select count(*), count(distinct path), count(distinct (\"offset\", part)),"
                    + " count(part) from events"))
        .containsExactly(List.of(2_001L, 2_001L, 2_001L, 2_001L));
    assertThat(
            lake.query("select max(part), count(*) from events group by \"offset\" order by 2 desc")
                .get(0))
        .isEqualTo(List.of(1_896, 1_897L));
    assertThat(lake.query("select \"offset\", part from rejects order by 1"))
        .containsExactly(List.of(0L, 1), Arrays.asList(1L, null), List.of(16L, 0));
    assertThat(lake.number("select sum(lines) from ledger")).isEqualTo(2_001 + 3 + 2);
    assertThat(lake.number("select max(to_offset) from ledger")).isEqualTo(17);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(2_001);
    runs().auditHere();
  }

  private void merge() {
    Duration ages = Duration.ofDays(36_500);
    UpkeepTargets targets =
        UpkeepTargets.of(new RetentionConfig(ages, ages, ages, ages, ages)).mergingAll();
    try (LakeCatalog open = LakeCatalog.open(LakeLocation.embedded(directory.resolve("lake")))) {
      new Upkeep(open, targets).merge(EnumSet.allOf(LakeTables.class), false);
    }
  }

  private IngestRuns runs() {
    return runs(TOPIC, "lake.commit_interval=500ms");
  }

  private IngestRuns runs(String topic, String interval) {
    return new IngestRuns(
        directory,
        List.of(
            "sources.0.id=app",
            "sources.0.type=kafka",
            "sources.0.brokers=" + broker.address(),
            "sources.0.topics.0=" + topic,
            "sources.0.format=otlp_json",
            interval));
  }

  private static String requestOf(int first, int end) {
    return request(
        IntStream.range(first, end).mapToObj(KafkaOtlpIT::record).toArray(String[]::new));
  }

  private static String record(int number) {
    return "{\"timeUnixNano\":\""
        + Instant.now().getEpochSecond()
        + "000000000\",\"attributes\":[{\"key\":\"url.path\",\"value\":{\"stringValue\":\"/line/"
        + number
        + "\"}}]}";
  }

  private static String request(String... records) {
    return "{\"resourceLogs\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":"
        + "{\"stringValue\":\"api\"}}]},\"scopeLogs\":[{\"scope\":{\"name\":\"web\"},"
        + "\"logRecords\":["
        + String.join(",", records)
        + "]}]}]}";
  }
}
