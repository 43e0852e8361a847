package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LakeSink;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.connectors.tail.FirstLook;
import io.tailwater.connectors.tail.TailSource;
import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.pipeline.LogPipeline;
import io.tailwater.pipeline.parse.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job on a cluster inside this process. A start takes the lake over, reads from it where every
 * stream stands, and goes on there.
 */
public final class IngestJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestJob.class);
  private static final int MAX_PARALLELISM = 4;
  private static final long STOP_SECONDS = 60;

  /** Some seconds: somebody waits for the end. */
  private static final int RESTARTS_ONCE = 4;

  /** Some minutes: a full disk or an unreachable catalog may pass. */
  private static final int RESTARTS_FOLLOWING = 20;

  private final LakeCatalog lake;
  private final ResumePoint start;
  private final JobClient client;

  private IngestJob(LakeCatalog lake, ResumePoint start, JobClient client) {
    this.lake = lake;
    this.start = start;
    this.client = client;
  }

  /**
   * Starts the job.
   *
   * @param once true ends it when all that is there has been read
   * @throws CannotStart when a file or the warehouse is not as it must be
   */
  public static IngestJob start(TailwaterConfig config, boolean once) {
    List<ParseOptions> parse = new ArrayList<>();
    List<TailSpec> tails = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      parse.add(ParseOptionsOf.source(source, config));
      if (source.input() instanceof FilesInput files) {
        if (once) {
          StartCheck.readableText(files.paths());
        }
        tails.add(tailOf(source, files));
      }
    }
    LakeLocation location = LakeLocationOf.config(config.lake());
    StartCheck.writableWarehouse(location);
    LakeCatalog lake = LakeCatalog.open(location);
    try {
      ResumePoint found =
          LakeStart.begin(lake, config.pipeline(), UUID.randomUUID().toString().replace("-", ""));
      ResumePoint resume =
          LakeStart.note(lake, config.pipeline(), found, FirstLook.at(tails, found.heads()));
      ParseSetup setup =
          new ParseSetup(
              parse, KnownEndpoints.read(lake, resume.cut()), config.endpoints().maxPerService());
      int parallelism = Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors());
      StreamExecutionEnvironment flink =
          EmbeddedFlink.create(
              config.lake().commitInterval(),
              parallelism,
              once ? RESTARTS_ONCE : RESTARTS_FOLLOWING);
      LogPipeline.wire(
          flink
              .fromSource(
                  new TailSource(tails, resume.heads(), once),
                  WatermarkStrategy.noWatermarks(),
                  "source")
              .uid("source"),
          setup,
          location,
          resume.runId(),
          new LakeSink(location, config.pipeline(), resume, config.eventTime().outOfOrderness()));
      StreamGraph graph = flink.getStreamGraph();
      graph.setJobName("tailwater " + config.pipeline());
      JobShape.require(graph.getJobGraph(), flink.getConfiguration());
      return new IngestJob(lake, resume, flink.executeAsync(graph));
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    } catch (Exception e) {
      lake.close();
      throw new IllegalStateException("The job could not be started: " + e.getMessage(), e);
    }
  }

  /** The catalog the job writes to; closed with the job. */
  public LakeCatalog lake() {
    return lake;
  }

  /** Where the job took up. */
  public ResumePoint resumed() {
    return start;
  }

  /**
   * Waits until the job ends.
   *
   * @throws JobFailed when it ends with an error
   */
  public void awaitEnd() throws InterruptedException {
    try {
      client.getJobExecutionResult().get();
    } catch (ExecutionException e) {
      if (statusIs(JobStatus.FINISHED)) {
        return;
      }
      throw new JobFailed(e);
    }
  }

  /**
   * Stops with a last commit: a final checkpoint is taken, and what it holds is committed before
   * the job ends. A job that does not manage it in a minute is cancelled; nothing is lost by that,
   * the next start reads again from the last commit.
   *
   * @return true when the last commit was made
   */
  public boolean stop() throws InterruptedException {
    try (LastCheckpoint directory = LastCheckpoint.create()) {
      client
          .stopWithSavepoint(false, directory.uri(), SavepointFormatType.CANONICAL)
          .get(STOP_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("No last commit could be made", e);
      client.cancel();
      return false;
    }
  }

  @Override
  public void close() {
    lake.close();
  }

  private boolean statusIs(JobStatus wanted) throws InterruptedException {
    try {
      return client.getJobStatus().get() == wanted;
    } catch (ExecutionException | CompletionException | IllegalStateException e) {
      // The last of these when the cluster, which ends with its job, has ended already.
      return false;
    }
  }

  private static TailSpec tailOf(SourceConfig source, FilesInput files) {
    return new TailSpec(
        source.id(),
        files.paths(),
        files.exclude(),
        StartFrom.valueOf(files.start().name()),
        Archives.valueOf(files.archives().name()),
        TailSpec.DEFAULT_MAX_LINE_BYTES);
  }
}
