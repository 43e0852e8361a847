package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.CommitPart;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSinkIT {
  private static final long BATCHES_OF_STREAM = 5_000;
  private static final TypeInformation<CommitPart> PART = TypeInformation.of(CommitPart.class);

  @TempDir Path warehouse;
  private TestLake lake;

  @BeforeEach
  void open() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    BatchMaker.FAILURES_LEFT.set(0);
    lake = TestLake.faulty(warehouse);
  }

  @AfterEach
  void close() {
    FaultyCatalog.set(FaultyCatalog.Fault.NONE);
    lake.close();
  }

  @Test
  void aJobThatFailsInTasksAndInCommitsCountsEveryLineOnce() throws Exception {
    BatchMaker.FAILURES_LEFT.set(2);
    ResumePoint point = lake.start("run1");
    AtomicInteger faults = new AtomicInteger(4);
    FaultyCatalog.set(failEveryThirdSwap(faults));
    run(point);

    AuditReport report = Audit.at(lake.catalog, lake.cut());
    assertThat(report.findings()).isEmpty();
    assertThat(report.totals().orElseThrow().events())
        .isEqualTo(2 * BATCHES_OF_STREAM * BatchMaker.LINES);
    assertThat(report.totals().orElseThrow().rejects()).isEqualTo(2 * BATCHES_OF_STREAM);
    assertThat(faults.get()).isLessThan(4);
    assertThat(BatchMaker.FAILURES_LEFT.get()).isNotPositive();
  }

  @Test
  void whatIsReadInOneGoIsCommittedAtTheEndOfTheInput() throws Exception {
    StreamExecutionEnvironment flink = environment(Duration.ofHours(1));
    wire(flink, lake.start("run1"));
    flink.execute();

    assertThat(lake.rows(LakeTables.EVENTS)).isEqualTo(2 * BATCHES_OF_STREAM * BatchMaker.LINES);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
  }

  @Test
  void aJobWhoseLakeIsTakenOverStopsAndSaysSo() {
    ResumePoint point = lake.start("run1");
    FaultyCatalog.set(
        Fail.once(
            "ledger",
            true,
            () -> {
              try (TestLake other = TestLake.faulty(warehouse)) {
                other.start("run2");
              }
            }));

    assertThatThrownBy(() -> run(point)).hasRootCauseInstanceOf(FencedException.class);
    assertThat(Audit.at(lake.catalog, lake.cut()).findings()).isEmpty();
    assertThat(lake.cut().seq()).isEqualTo(1);
  }

  private void run(ResumePoint point) throws Exception {
    StreamExecutionEnvironment flink = environment(Duration.ofMillis(20));
    wire(flink, point);
    flink.execute();
  }

  private void wire(StreamExecutionEnvironment flink, ResumePoint point) {
    LakeLocation location = TestLake.faultyLocation(warehouse);
    SingleOutputStreamOperator<EventColumns> batches =
        flink
            .fromSequence(0, 2 * BATCHES_OF_STREAM - 1)
            .process(new BatchMaker(BATCHES_OF_STREAM))
            .returns(new EventColumnsType());
    DataStream<CommitPart> events =
        batches.transform("event-files", PART, new EventFilesOperator(location, point.runId()));
    DataStream<CommitPart> rejects =
        batches
            .getSideOutput(BatchMaker.REJECTS)
            .transform("reject-files", PART, new RejectFilesOperator(location, point.runId()));
    DataStream<CommitPart> rollups =
        batches
            .getSideOutput(BatchMaker.DELTAS)
            .rebalance()
            .transform("rollup-files", PART, new RollupFilesOperator(location, point.runId()));
    batches
        .getSideOutput(BatchMaker.PROGRESS)
        .union(events, rejects, rollups)
        .sinkTo(
            new LakeSink(
                location, TestLake.PIPELINE, point, Duration.ofSeconds(60), TestLake.TARGETS))
        .setParallelism(1);
  }

  private static StreamExecutionEnvironment environment(Duration interval) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    flink.enableCheckpointing(interval.toMillis());
    return flink;
  }

  /** Some before they land, some after. */
  private static FaultyCatalog.Fault failEveryThirdSwap(AtomicInteger left) {
    AtomicInteger swaps = new AtomicInteger();
    return swap -> {
      int number = swaps.incrementAndGet();
      boolean fails = number % 3 == 0 && left.getAndDecrement() > 0;
      if (!fails || number % 2 == 0) {
        swap.land();
      }
      if (fails) {
        throw new Fail.Killed();
      }
    };
  }
}
