package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.KafkaBroker;
import io.tailwater.pipeline.testing.TopicWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers pack their batches, and what was unpacked is read from where Kafka's client put it. */
class KafkaPackedIT {
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int LINES = 3_000;

  @TempDir Path directory;

  @Test
  void recordsPackedByAnyCodecAreReadAsTheyWereWritten() {
    try (KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"))) {
      broker.createTopic("packed", CODECS.size());
      for (int partition = 0; partition < CODECS.size(); partition++) {
        try (TopicWriter writer = TopicWriter.packed(broker, "packed", CODECS.get(partition))) {
          writer.write(partition, LINES);
        }
      }
      IngestRuns runs =
          new IngestRuns(
              directory,
              List.of(
                  "sources.0.id=app",
                  "sources.0.type=kafka",
                  "sources.0.brokers=" + broker.address(),
                  "sources.0.topics.0=packed"));
      runs.onceHere();
      String line = "split_part(path, '/', 3)::bigint";
      List<Object> all = List.of((long) LINES, (long) LINES, 0L, LINES - 1L);
      assertThat(
              runs.lake()
                  .query(
                      "select count(*), count(distinct path), min("
                          + line
                          + "), max("
                          + line
                          + ") from events group by stream"))
          .hasSize(CODECS.size())
          .containsOnly(all);
      runs.auditHere();
    }
  }
}
