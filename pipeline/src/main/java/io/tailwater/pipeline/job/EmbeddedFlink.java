package io.tailwater.pipeline.job;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster inside this process, set up as the commit protocol needs it: streaming mode,
 * aligned exactly-once checkpoints, one at a time. Checkpoints are in a temporary directory: they
 * may be larger than memory has room for, and the lake is what a start resumes from.
 *
 * <p>The cluster is held here, not behind a job client, so that it is closed before the process
 * ends: otherwise its threads and the process' shutdown hooks run side by side.
 */
final class EmbeddedFlink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedFlink.class);
  private static final long STOP_SECONDS = 60;
  private static final long RETRY_MS = 200;

  private final Configuration flink;
  private final StreamExecutionEnvironment environment;
  private CheckpointDirectory checkpoints;
  private MiniCluster cluster;
  private JobID job;

  /**
   * @param commitInterval time between checkpoints, and so between commits
   * @param atEnd the same when sources that end have been read
   * @param parallelism how many subtasks read and parse
   * @param restarts how often a failing job is started again, with growing pauses, before it ends
   *     with its failure; ten minutes without one begin the count anew
   */
  EmbeddedFlink(Duration commitInterval, Duration atEnd, int parallelism, int restarts) {
    this.flink = FlinkSettings.of(commitInterval, atEnd, restarts, System.getProperties());
    this.environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
  }

  /** Where the job is wired. */
  StreamExecutionEnvironment environment() {
    return environment;
  }

  /** Starts the cluster and, on it, what was wired. */
  void start(String name) throws Exception {
    checkpoints = CheckpointDirectory.create();
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.uri());
    environment.configure(flink);
    try {
      submit(name);
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  private void submit(String name) throws Exception {
    StreamGraph streams = environment.getStreamGraph();
    streams.setJobName(name);
    JobGraph graph = streams.getJobGraph();
    JobShape.require(graph, flink);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(graph.getMaximumParallelism())
                .build());
    cluster.start();
    job = cluster.submitJob(graph).get().getJobID();
  }

  /** Completes when the job has ended, whichever way. */
  CompletableFuture<JobResult> result() {
    return cluster.requestJobResult(job);
  }

  /**
   * Takes a last checkpoint and lets the job commit and end. Tasks that are only starting, or being
   * restarted, are waited for. A job that does not manage it in a minute is cancelled.
   *
   * @return true when the last commit was made
   */
  boolean stop() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
    while (System.nanoTime() < deadline && !result().isDone()) {
      if (stopped(deadline)) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(RETRY_MS);
    }
    cluster.cancelJob(job);
    return false;
  }

  private boolean stopped(long deadline) throws InterruptedException {
    try {
      cluster
          .stopWithSavepoint(job, checkpoints.uri(), false, SavepointFormatType.CANONICAL)
          .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("the last checkpoint was not taken", e);
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (cluster != null) {
        cluster.close();
      }
    } catch (Exception e) {
      LOG.info("the embedded cluster did not close cleanly", e);
    } finally {
      if (checkpoints != null) {
        checkpoints.close();
      }
    }
  }
}
