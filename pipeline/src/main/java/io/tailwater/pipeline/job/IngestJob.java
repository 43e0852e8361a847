package io.tailwater.pipeline.job;

import io.tailwater.connectors.commit.LakeSink;
import io.tailwater.connectors.commit.LakeStart;
import io.tailwater.connectors.commit.ResumePoint;
import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.kafka.TopicSource;
import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.connectors.lake.config.FilesInput;
import io.tailwater.connectors.lake.config.SourceConfig;
import io.tailwater.connectors.lake.config.TailwaterConfig;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.tail.FirstLook;
import io.tailwater.connectors.tail.TailSource;
import io.tailwater.connectors.tail.TailSpec;
import io.tailwater.pipeline.LogPipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job on a cluster inside this process. A start takes the lake over, reads from it where every
 * stream stands, and goes on there.
 */
public final class IngestJob implements AutoCloseable {
  private static final int MAX_PARALLELISM = 4;

  /** The end of a bounded run waits for a last commit, and somebody waits for the end. */
  private static final Duration LAST_COMMIT_AFTER = Duration.ofMillis(250);

  /** Some seconds: somebody waits for the end. */
  private static final int RESTARTS_ONCE = 4;

  /** A full disk or an unreachable catalog passes, however long it takes; status says so. */
  private static final int RESTARTS_FOLLOWING = Integer.MAX_VALUE;

  private final LakeCatalog lake;
  private final long start;
  private final EmbeddedFlink flink;

  private IngestJob(LakeCatalog lake, long start, EmbeddedFlink flink) {
    this.lake = lake;
    this.start = start;
    this.flink = flink;
  }

  /** Starts the job, which is told nothing of its sources' ids. */
  public static IngestJob start(TailwaterConfig config, boolean once) {
    return start(config, once, SourceChoices.NONE);
  }

  /** Starts the job on sources whose formats are all configured. */
  public static IngestJob start(TailwaterConfig config, boolean once, SourceChoices choices) {
    return start(new SettledSources(config, Map.of()), once, choices);
  }

  /**
   * Starts the job.
   *
   * @param settled the configuration, and which of its formats are to be remembered
   * @param once true ends it when all that is there has been read
   * @param choices which sources were renamed
   * @throws CannotStart when a file, the warehouse or a source's id is not as it must be
   */
  static IngestJob start(SettledSources settled, boolean once, SourceChoices choices) {
    TailwaterConfig config = settled.config();
    // Once before the lake is touched, so that a format that makes no sense changes nothing.
    for (SourceConfig source : config.sources()) {
      ParseOptionsOf.withoutLake(source, config);
      if (once && source.input() instanceof FilesInput files) {
        StartCheck.readableText(files.paths());
      }
    }
    LakeLocation location = config.lake().location();
    StartCheck.writableWarehouse(location);
    LakeCatalog lake = LakeCatalog.open(location);
    try {
      KafkaTopics topics = KafkaTopics.look(lake, config);
      RenamedSources renamed = RenamedSources.check(lake, config, topics.reads(), choices);
      topics.judge(renamed);
      ResumePoint found =
          renamed.adopt(
              lake, config.pipeline(), LakeStart.begin(lake, config.pipeline(), newRunId()));
      TroubleFile.clearSources(location);
      LakeStart.rememberFormats(lake, settled.formats());
      List<TailSpec> tails = TailSpecs.of(config.sources(), lake, renamed.known());
      List<StreamProgress> news = new ArrayList<>(FirstLook.at(tails, found.heads()));
      news.addAll(topics.news(found.heads()));
      ResumePoint resume = LakeStart.note(lake, config.pipeline(), found, news);
      Map<String, Integer> columns = LakeStart.addColumns(lake, config.addedColumns());
      ParseSetup setup = ParseSetup.of(config, columns, lake, resume.cut());
      int parallelism = Math.min(MAX_PARALLELISM, Runtime.getRuntime().availableProcessors());
      EmbeddedFlink flink =
          new EmbeddedFlink(
              config.lake().commitInterval(),
              once ? LAST_COMMIT_AFTER : config.lake().commitInterval(),
              parallelism,
              once ? RESTARTS_ONCE : RESTARTS_FOLLOWING);
      LogPipeline.wire(
          lines(
              flink.environment(),
              tails.isEmpty()
                  ? Optional.empty()
                  : Optional.of(new TailSource(tails, resume.heads(), once)),
              topics.sources(resume.heads(), once)),
          setup,
          location,
          resume.runId(),
          new LakeSink(
              location,
              config.pipeline(),
              resume,
              config.eventTime().outOfOrderness(),
              UpkeepTargets.of(config.lake().retention())));
      flink.start("tailwater " + config.pipeline());
      JobPulse.beat(location, Optional.empty());
      return new IngestJob(lake, resume.seq(), flink);
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    } catch (Exception e) {
      lake.close();
      throw new IllegalStateException("The job could not be started: " + e.getMessage(), e);
    }
  }

  /** The lines of all sources. One source alone is chained to what parses them. */
  private static DataStream<LineBatch> lines(
      StreamExecutionEnvironment flink,
      Optional<TailSource> files,
      Map<String, TopicSource> topics) {
    List<DataStream<LineBatch>> streams = new ArrayList<>();
    files.ifPresent(source -> streams.add(stream(flink, source, "source")));
    topics.forEach((id, source) -> streams.add(stream(flink, source, "source " + id)));
    if (streams.isEmpty()) {
      throw new CannotStart("There is nothing to read: every topic was deleted");
    }
    DataStream<LineBatch> lines = streams.get(0);
    for (DataStream<LineBatch> stream : streams.subList(1, streams.size())) {
      lines = lines.union(stream);
    }
    return lines;
  }

  private static DataStream<LineBatch> stream(
      StreamExecutionEnvironment flink, Source<LineBatch, ?, ?> source, String name) {
    return flink.fromSource(source, WatermarkStrategy.noWatermarks(), name).uid(name);
  }

  private static String newRunId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** The catalog the job writes to; closed with the job. */
  public LakeCatalog lake() {
    return lake;
  }

  /** Number of the commit that the job took up after. */
  public long takenUpAfter() {
    return start;
  }

  /**
   * Waits until the job ends.
   *
   * @throws JobFailed when it ends with an error
   */
  public void awaitEnd() throws InterruptedException {
    try {
      JobResult result = flink.result().get();
      result.getSerializedThrowable().ifPresent(JobFailed::rethrow);
      JobPulse.stop(lake.location());
    } catch (ExecutionException e) {
      throw new JobFailed(e.getCause());
    }
  }

  /**
   * Stops with a last commit. Nothing is lost when that does not succeed: the next start reads
   * again from the commit before.
   *
   * @return true when the last commit was made
   */
  public boolean stop() throws InterruptedException {
    boolean committed = flink.stop();
    JobPulse.stop(lake.location());
    return committed;
  }

  @Override
  public void close() {
    flink.close();
    lake.close();
  }
}
