package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.ScenarioReport;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source is stopped with a savepoint, or cancelled, and taken up by other readers. */
@Timeout(240)
class RescaleScenariosIT {
  private static final int LOGS = 6;
  private static final ConcurrentLinkedQueue<LineBatch> EMITTED = new ConcurrentLinkedQueue<>();
  private static final Semaphore OPEN = new Semaphore(0);

  @TempDir Path dir;
  private final List<String> written = new ArrayList<>();
  private final List<LineBatch> kept = new ArrayList<>();

  @BeforeEach
  void open() {
    EMITTED.clear();
    OPEN.drainPermits();
    OPEN.release(Integer.MAX_VALUE / 2);
  }

  @Test
  void f12_logsGoOnInOrderWithOtherNumbersOfReadersUnderLoad() throws Exception {
    String savepoint = null;
    for (int readers : new int[] {1, 4, 2}) {
      JobClient job = start(readers, savepoint);
      long before = kept.size();
      for (int round = 0; round < 5; round++) {
        writeToAll(200);
      }
      rotate(readers);
      await(() -> EMITTED.size() > before);
      savepoint = stop(job);
      keep();
      writeToAll(50);
    }
    JobClient last = start(1, savepoint);
    await(() -> linesOf(EMITTED).size() + linesOf(kept).size() >= written.size());
    stop(last);
    keep();
    account("F12");
  }

  @Test
  void f13_aJobThatIsCancelledWhileItIsBlockedMovesNoOffset() throws Exception {
    JobClient first = start(2, null);
    writeToAll(50);
    await(() -> linesOf(EMITTED).size() >= written.size());
    String savepoint = stop(first);
    keep();

    OPEN.drainPermits();
    writeToAll(500);
    JobClient blocked = start(2, savepoint);
    await(OPEN::hasQueuedThreads);
    blocked.cancel().get(60, TimeUnit.SECONDS);
    assertThat(blocked.getJobExecutionResult()).failsWithin(Duration.ofSeconds(60));
    EMITTED.clear();
    OPEN.release(Integer.MAX_VALUE / 2);

    JobClient last = start(2, savepoint);
    await(() -> linesOf(EMITTED).size() + linesOf(kept).size() >= written.size());
    stop(last);
    keep();
    account("F13");
  }

  private JobClient start(int readers, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(readers, configuration);
    TailSpec spec =
        new TailSpec(
            "web",
            List.of(dir + "/*.log"),
            List.of(),
            StartFrom.BEGINNING,
            Archives.CONTINUE,
            TailSpec.DEFAULT_MAX_LINE_BYTES);
    flink
        .fromSource(
            new TailSource(List.of(spec), List.of(), false, Duration.ofMillis(50)),
            WatermarkStrategy.noWatermarks(),
            "tail")
        .uid("tail")
        .map(new Gate())
        .uid("gate")
        .sinkTo(new DiscardingSink<>())
        .uid("none");
    return flink.executeAsync();
  }

  private String stop(JobClient job) throws Exception {
    Path savepoints = dir.resolveSibling(dir.getFileName() + "-savepoints");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return job.stopWithSavepoint(
                false, savepoints.toUri().toString(), SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        // Not all tasks run yet.
        assertThat(System.nanoTime()).as("%s", e).isLessThan(deadline);
      }
    }
  }

  private void keep() {
    kept.addAll(EMITTED);
    EMITTED.clear();
  }

  private void writeToAll(int lines) throws IOException {
    for (int log = 0; log < LOGS; log++) {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < lines; line++) {
        String one = "the " + written.size() + "th line of all, in log " + log;
        written.add(one);
        text.append(one).append('\n');
      }
      Files.writeString(
          dir.resolve(log + ".log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private void rotate(int number) throws IOException {
    for (int log = 0; log < LOGS; log += 2) {
      Files.move(dir.resolve(log + ".log"), dir.resolve(log + ".log." + (9 - number)));
    }
  }

  private void account(String id) throws IOException {
    List<String> lines = linesOf(kept);
    Set<String> once = new HashSet<>(lines);
    Set<String> malformed = new HashSet<>(once);
    written.forEach(malformed::remove);
    int lost = written.size() - (once.size() - malformed.size());
    int repeated = lines.size() - once.size();
    int recorded = (int) kept.stream().filter(b -> b.kind() == LineBatch.Kind.LOST).count();
    new ScenarioReport(getClass().getSimpleName())
        .add(id, List.of(lost, repeated, malformed.size(), recorded));
    assertThat(recorded).as("loss records where nothing was destroyed").isZero();
    assertThat(lines).containsExactlyInAnyOrderElementsOf(written);
    Map<String, Long> ends = new HashMap<>();
    for (LineBatch batch : kept) {
      Long end = ends.put(batch.stream(), batch.toOffset());
      assertThat(batch.fromOffset()).as(batch.stream()).isEqualTo(end == null ? 0 : end);
    }
  }

  private static List<String> linesOf(Iterable<LineBatch> batches) {
    List<String> lines = new ArrayList<>();
    batches.forEach(b -> new String(b.bytes(), 0, b.length()).lines().forEach(lines::add));
    return lines;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /**
   * Notes what comes by, of which Flink makes a copy here, and holds it while the gate is closed.
   */
  private static final class Gate implements MapFunction<LineBatch, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer map(LineBatch batch) throws InterruptedException {
      OPEN.acquire();
      EMITTED.add(batch);
      return batch.length();
    }
  }
}
