package io.tailwater.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.LakeSink;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.config.RetentionConfig;
import io.tailwater.connectors.tail.TailSource;
import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.pipeline.job.ParseSetup;
import io.tailwater.pipeline.parse.LogFormat;
import io.tailwater.pipeline.parse.ParseOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPipelineTest {
  @TempDir Path directory;

  @Test
  void everyOperatorHasTheUidOfThePicture() {
    assertThat(wired().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .filteredOn(uid -> uid != null && !uid.startsWith("Sink Committer"))
        .containsExactlyInAnyOrder(
            "source",
            "parse",
            "event-files",
            "reject-files",
            "local-rollup",
            "merge-rollup",
            "rollup-files",
            "commit");
  }

  @Test
  void linesStayInOneTaskAndOnlyRollupsAreShuffled() {
    List<String> tasks =
        StreamSupport.stream(wired().getJobGraph().getVertices().spliterator(), false)
            .map(JobVertex::getName)
            .toList();
    assertThat(tasks)
        .containsExactlyInAnyOrder(
            "Source: source -> parse -> (event-files, reject-files, local-rollup)",
            "merge-rollup",
            "rollup-files",
            "commit: Writer -> commit: Committer");
  }

  /** The generic types are off: a stream type that fell back to Kryo would fail here. */
  private StreamGraph wired() {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    environment.enableCheckpointing(1000);
    LakeLocation lake = LakeLocation.embedded(directory);
    TailSpec tail =
        new TailSpec(
            "web",
            List.of(directory + "/access.log"),
            List.of(),
            StartFrom.BEGINNING,
            Archives.CONTINUE,
            TailSpec.DEFAULT_MAX_LINE_BYTES);
    LogPipeline.wire(
        environment
            .fromSource(
                new TailSource(List.of(tail), List.of(), true),
                WatermarkStrategy.noWatermarks(),
                "source")
            .uid("source"),
        new ParseSetup(
            List.of(ParseOptions.of("web", "web", LogFormat.compile("combined"))), Map.of(), 1000),
        lake,
        "run",
        new LakeSink(lake, "web-logs", emptyLake(), Duration.ofSeconds(60), upkeep()));
    return environment.getStreamGraph();
  }

  private static UpkeepTargets upkeep() {
    Duration day = Duration.ofDays(1);
    return UpkeepTargets.of(new RetentionConfig(day, day, day, day, day));
  }

  private static ResumePoint emptyLake() {
    Map<String, Long> snapshots = Map.of("events", 1L, "requests_hourly", 1L, "rejects", 1L);
    Cut cut = new Cut("web-logs", 0, "created", Instant.EPOCH, Optional.empty(), 1, snapshots);
    return new ResumePoint(cut, 0, "run", List.of(), Optional.empty());
  }
}
