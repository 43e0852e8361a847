package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailMetricsTest {
  @TempDir Path dir;
  private final RecordingRegistry registry = new RecordingRegistry();
  private final Time time = new Time();
  private final TailMetrics metrics = new TailMetrics(registry.reader, time);
  private final List<TailEngine> engines = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (TailEngine engine : engines) {
      engine.close();
    }
    registry.close();
  }

  @Test
  void aReadersEnginesAddUp() throws IOException {
    append("a", 3);
    readAll(engine("a"));
    readAll(engine("a"));
    assertThat(registry.value("tail.bytesRead")).isEqualTo(6);
    assertThat(registry.value("tail.generations")).isEqualTo(1);
  }

  @Test
  void whatIsUnreadAndForHowLongIsTold() throws IOException {
    append("a", 5);
    Files.writeString(dir.resolve("a"), "half", StandardOpenOption.APPEND);
    TailEngine engine = engine("a");
    readAll(engine);
    time.millis += 7_000;
    assertThat(registry.value("tail.bytesBehind")).isEqualTo(4);
    assertThat(registry.value("pendingBytes")).isEqualTo(4);
    assertThat(registry.value("tail.oldestUnreadAgeMillis")).isEqualTo(7_000);
  }

  /** Each look finds a line that is not ended yet, another one each time. */
  @Test
  void aBusyLogIsAsOldAsWhatIsUnreadOfIt() throws IOException {
    append("a", 5);
    TailEngine engine = engine("a");
    readAll(engine);
    for (int second = 0; second < 60; second++) {
      Files.writeString(dir.resolve("a"), "rest\nhalf", StandardOpenOption.APPEND);
      time.millis += 1_000;
      readAll(engine);
    }
    assertThat(registry.value("tail.bytesBehind")).isEqualTo(4);
    assertThat(registry.value("tail.oldestUnreadAgeMillis")).isEqualTo(0);
    time.millis += 9_000;
    readAll(engine);
    assertThat(registry.value("tail.oldestUnreadAgeMillis")).isEqualTo(9_000);
  }

  @Test
  void theBusiestHundredLogsHaveMetricsOfTheirOwn() throws IOException {
    List<String> names = new ArrayList<>();
    for (int log = 100; log < 250; log++) {
      names.add("log" + log);
      append("log" + log, log);
    }
    TailEngine engine = engine(names.toArray(String[]::new));
    readAll(engine);
    metrics.look();
    assertThat(logsWithMetrics())
        .hasSize(100)
        .contains("log249", "log150")
        .doesNotContain("log149");
    assertThat(registry.value("tail.busiest.log.log249.bytesRead")).isEqualTo(249);

    append("log101", 1_000);
    append("log102", 1_000);
    time.millis += BusiestLogs.PERIOD_MILLIS - 1;
    readAll(engine);
    metrics.look();
    assertThat(logsWithMetrics()).doesNotContain("log101");

    time.millis += 1;
    metrics.look();
    assertThat(logsWithMetrics()).hasSize(100).contains("log101", "log102");
    assertThat(registry.value("tail.busiest.log.log101.bytesRead")).isEqualTo(1_101);
  }

  @Test
  void truncationsLossesAndUnpackedBytesAreTold() throws IOException {
    append("a", 5);
    Files.writeString(dir.resolve("a"), "half", StandardOpenOption.APPEND);
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(dir.resolve("b.1.gz")))) {
      gzip.write("x\n".repeat(10).getBytes(StandardCharsets.US_ASCII));
    }
    TailEngine engine = engine("a", "b");
    readAll(engine);
    Files.writeString(dir.resolve("a"), "");
    time.millis += 2_000;
    readAll(engine);
    metrics.look();
    for (String where : List.of("tail.", "tail.busiest.log.a.")) {
      assertThat(registry.value(where + "truncations")).isEqualTo(1);
      assertThat(registry.value(where + "losses")).isEqualTo(1);
      assertThat(registry.value(where + "bytesLost")).isEqualTo(4);
      assertThat(registry.value(where + "oldestUnreadAgeMillis")).isEqualTo(0);
    }
    assertThat(registry.value("tail.archiveBytesInflated")).isGreaterThanOrEqualTo(20);
    assertThat(registry.value("tail.busiest.log.b.archiveBytesInflated"))
        .isGreaterThanOrEqualTo(20);
  }

  private List<String> logsWithMetrics() {
    return registry.names().stream()
        .filter(name -> name.startsWith("tail.busiest.log.") && name.endsWith(".bytesBehind"))
        .map(name -> name.split("\\.")[3])
        .toList();
  }

  private TailEngine engine(String... logs) {
    TailEngine engine = new TailEngine(TailOptions.defaults(false), time, "here");
    FileSelection all = new FileSelection(List.of(dir + "/*"), List.of(), Archives.CONTINUE);
    for (String log : logs) {
      engine.add(
          log, new LineagePlan(dir.resolve(log), all, StartFrom.BEGINNING, 1 << 20, List.of()));
    }
    engines.add(engine);
    metrics.begin(engine);
    return engine;
  }

  private static void readAll(TailEngine engine) throws IOException {
    while (engine.poll().isPresent()) {
      continue;
    }
  }

  private void append(String log, int bytes) throws IOException {
    Files.writeString(
        dir.resolve(log),
        "x".repeat(bytes - 1) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static final class Time implements TailClock {
    private long millis = 1_000_000;

    @Override
    public long wallMillis() {
      return millis;
    }

    @Override
    public long monotonicMillis() {
      return millis;
    }
  }
}
