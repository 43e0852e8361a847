package io.tailwater.pipeline.job;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;

/**
 * What the commit protocol takes for granted of the job, checked before it runs. Each of these can
 * be changed by a setting or a later Flink without any error but lost or doubled rows.
 */
final class JobShape {
  private JobShape() {}

  /**
   * @throws IllegalStateException naming the first thing that is not so
   */
  static void require(JobGraph job, ReadableConfig flink) {
    require(
        flink.get(ExecutionOptions.RUNTIME_MODE) == RuntimeExecutionMode.STREAMING,
        "the job runs in streaming mode");
    require(
        flink.get(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE)
            == CheckpointingMode.EXACTLY_ONCE,
        "checkpoints are exactly-once");
    require(!flink.get(CheckpointingOptions.ENABLE_UNALIGNED), "checkpoints are aligned");
    requireChained(job, "parse", "event-files", "reject-files", "local-rollup");
    if (sources(job) == 1) {
      requireChained(job, "source", "parse");
    }
    requireChained(job, "commit: Writer", "commit: Committer");
  }

  private static long sources(JobGraph job) {
    return vertices(job).stream().filter(JobVertex::isInputVertex).count();
  }

  private static void requireChained(JobGraph job, String... operators) {
    boolean together =
        vertices(job).stream()
            .map(JobVertex::getName)
            .anyMatch(name -> List.of(operators).stream().allMatch(name::contains));
    require(together, "one task runs " + String.join(", ", operators));
  }

  private static List<JobVertex> vertices(JobGraph job) {
    return StreamSupport.stream(job.getVertices().spliterator(), false).toList();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(
          "The commit protocol needs that " + what + ", and this is not so");
    }
  }
}
