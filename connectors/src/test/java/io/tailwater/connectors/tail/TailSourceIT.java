package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class TailSourceIT {

  private static final String POISON = "poison";

  @TempDir Path dir;
  private final List<String> written = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();

  @Test
  void filesThatGrowAndRotateAreReadOnceAlthoughATaskFails() throws Exception {
    Poisoned.FAILURES_LEFT.set(1);
    for (int file = 0; file < 4; file++) {
      write(file + ".log", 300);
    }
    try (CloseableIterator<Seen> output = lines(List.of(), false).executeAndCollect()) {
      readAllWritten(output);
      Files.move(dir.resolve("0.log"), dir.resolve("0.log.1"));
      append("0.log.1", "after the rename");
      write("0.log", 200);
      append("1.log", POISON);
      write("2.log", 100);
      write("4.log", 50);
      readAllWritten(output);
      write("0.log", 10);
      write("4.log", 10);
      readAllWritten(output);
    }
    assertThat(Poisoned.FAILURES_LEFT.get()).isZero();
    assertThat(rangesAdjoin(seen)).isTrue();
    assertThat(seen).extracting(Seen::reader).contains(0, 1);
  }

  @Test
  void aNewProcessGoesOnWhereTheLedgerEnds() throws Exception {
    write("a.log", 500);
    write("b.log", 500);
    readToTheEnd(List.of());

    Files.move(dir.resolve("a.log"), dir.resolve("a.log.1"));
    append("a.log.1", "the old file's last line");
    write("a.log", 20);
    write("c.log", 20);
    readToTheEnd(heads());

    assertThat(linesOf(seen)).containsExactlyInAnyOrderElementsOf(written);
    assertThat(rangesAdjoin(seen)).isTrue();
  }

  @Test
  void filesThatChangePlacesBetweenTwoReadersAreReadOnce() throws Exception {
    Poisoned.FAILURES_LEFT.set(0);
    write("a.log", 20);
    write("b.log", 20);
    try (CloseableIterator<Seen> output = lines(List.of(), false).executeAndCollect()) {
      readAllWritten(output);
      for (int cycle = 0; cycle < 3; cycle++) {
        Files.move(dir.resolve("a.log"), dir.resolve("aside"));
        Files.move(dir.resolve("b.log"), dir.resolve("a.log"));
        Files.move(dir.resolve("aside"), dir.resolve("b.log"));
        write("a.log", 10);
        write("b.log", 10);
        readAllWritten(output);
      }
    }
    assertThat(seen).extracting(Seen::reader).contains(0, 1);
    assertThat(rangesAdjoin(seen)).isTrue();
  }

  @Test
  void placesChangedBeforeAStartAreNoReasonToReadAgain() throws Exception {
    Poisoned.FAILURES_LEFT.set(0);
    write("a.log", 20);
    write("b.log", 20);
    readToTheEnd(List.of());
    Files.move(dir.resolve("a.log"), dir.resolve("aside"));
    Files.move(dir.resolve("b.log"), dir.resolve("a.log"));
    Files.move(dir.resolve("aside"), dir.resolve("b.log"));
    write("a.log", 10);
    write("b.log", 10);
    try (CloseableIterator<Seen> output = lines(heads(), false).executeAndCollect()) {
      readAllWritten(output);
    }
    assertThat(rangesAdjoin(seen)).isTrue();
  }

  @Test
  void aLogThatMovedToWhereThePatternsNameItNowGoesOnAtItsOffset() throws Exception {
    Poisoned.FAILURES_LEFT.set(0);
    Files.createDirectory(dir.resolve("old"));
    write("old/a.log", 20);
    readToTheEnd("old/*.log", List.of());
    Files.move(dir.resolve("old"), dir.resolve("new"));
    write("new/a.log", 10);
    readToTheEnd("new/*.log", heads());
    write("new/a.log", 1);
    readToTheEnd("new/*.log", heads());
    assertThat(linesOf(seen)).containsExactlyInAnyOrderElementsOf(written);
    assertThat(rangesAdjoin(seen)).isTrue();
  }

  @Test
  void aFileUnderTheNamesOfTwoLogsIsReadByOneReader() throws Exception {
    Poisoned.FAILURES_LEFT.set(1);
    write("a.log", 200);
    Files.createLink(dir.resolve("b.log"), dir.resolve("a.log"));
    try (CloseableIterator<Seen> output = lines(List.of(), false).executeAndCollect()) {
      readAllWritten(output);
      write("b.log", 20);
      append("b.log", POISON);
      readAllWritten(output);
      Files.delete(dir.resolve("a.log"));
      write("b.log", 20);
      readAllWritten(output);
    }
    assertThat(rangesAdjoin(seen)).isTrue();
  }

  @Test
  void filesThatComeAndRotateAfterAnEmptyFirstLookAreReadThoughNothingWasCommittedSince()
      throws Exception {
    List<StreamHead> looked = look(List.of());
    write("a.log", 5);
    Files.move(dir.resolve("a.log"), dir.resolve("a.log.1"));
    write("a.log", 2);
    List<StreamHead> again = new ArrayList<>(looked);
    again.addAll(look(looked));
    readToTheEnd(again);
    assertThat(linesOf(seen)).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void aSourceWithoutFilesEnds() throws Exception {
    readToTheEnd(List.of());
    assertThat(seen).isEmpty();
  }

  private TailSpec spec() {
    return spec("*.log");
  }

  private TailSpec spec(String pattern) {
    return new TailSpec(
        "web",
        List.of(dir + "/" + pattern),
        List.of(),
        StartFrom.BEGINNING,
        Archives.CONTINUE,
        TailSpec.DEFAULT_MAX_LINE_BYTES);
  }

  /** What the ledger has after the look that a start begins with. */
  private List<StreamHead> look(List<StreamHead> heads) {
    return FirstLook.at(List.of(spec()), heads).stream()
        .map(
            seen ->
                new StreamHead(
                    seen.source(), seen.stream(), seen.toOffset(), 0, null, seen.evidence()))
        .toList();
  }

  private DataStream<Seen> lines(List<StreamHead> heads, boolean bounded) {
    return lines("*.log", heads, bounded);
  }

  private DataStream<Seen> lines(String pattern, List<StreamHead> heads, boolean bounded) {
    TailSource source =
        new TailSource(List.of(spec(pattern)), heads, bounded, Duration.ofMillis(50));
    return environment()
        .fromSource(source, WatermarkStrategy.noWatermarks(), "tail")
        .map(new Poisoned());
  }

  private void readToTheEnd(List<StreamHead> heads) throws Exception {
    readToTheEnd("*.log", heads);
  }

  private void readToTheEnd(String pattern, List<StreamHead> heads) throws Exception {
    try (CloseableIterator<Seen> output = lines(pattern, heads, true).executeAndCollect()) {
      output.forEachRemaining(seen::add);
    }
  }

  private void readAllWritten(CloseableIterator<Seen> output) {
    long lines = linesOf(seen).size();
    while (lines < written.size() && output.hasNext()) {
      Seen next = output.next();
      seen.add(next);
      lines += next.text().lines().count();
    }
    assertThat(linesOf(seen)).containsExactlyInAnyOrderElementsOf(written);
  }

  private void write(String file, int lines) throws IOException {
    for (int line = 0; line < lines; line++) {
      append(file, "line " + line + " of " + file + ", the " + written.size() + "th of all");
    }
  }

  private void append(String file, String line) throws IOException {
    Files.writeString(
        dir.resolve(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    written.add(line);
  }

  private List<StreamHead> heads() {
    Map<String, StreamHead> heads = new HashMap<>();
    for (Seen batch : seen) {
      heads.put(
          batch.stream(),
          new StreamHead("web", batch.stream(), batch.to(), batch.to(), null, batch.evidence()));
    }
    return List.copyOf(heads.values());
  }

  private static List<String> linesOf(Collection<Seen> batches) {
    return batches.stream().flatMap(batch -> batch.text().lines()).toList();
  }

  private static boolean rangesAdjoin(List<Seen> batches) {
    Map<String, Long> ends = new HashMap<>();
    return batches.stream()
        .allMatch(
            batch -> {
              Long end = ends.put(batch.stream(), batch.to());
              return batch.from() == (end == null ? 0 : end);
            });
  }

  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    flink.enableCheckpointing(50);
    return flink;
  }

  /** A batch as it came out, with the reader it came from. */
  public record Seen(int reader, String stream, long from, long to, String text, String evidence) {}

  /** Fails when it meets the poisoned line, a given number of times. */
  private static final class Poisoned extends RichMapFunction<LineBatch, Seen> {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @Override
    public Seen map(LineBatch batch) {
      String text = new String(batch.bytes(), 0, batch.length());
      if (text.contains(POISON) && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("Poisoned on purpose");
      }
      return new Seen(
          getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
          batch.stream(),
          batch.fromOffset(),
          batch.toOffset(),
          text,
          batch.evidence());
    }
  }
}
