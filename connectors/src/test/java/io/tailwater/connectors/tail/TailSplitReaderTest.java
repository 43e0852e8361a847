package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TailSplitReaderTest {

  private static final int MIB = 1 << 20;

  @TempDir Path dir;
  private final TailEngine engine =
      new TailEngine(TailOptions.defaults(true), TailClock.SYSTEM, "here");

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  @Test
  void aFetchIsBoundedInBytes() throws IOException {
    Files.writeString(dir.resolve("a.log"), "0123456\n".repeat(5 * MIB / 8));
    TailSplitReader reader = reader();
    reader.handleSplitsChanges(add("web", "a.log"));
    List<Long> fetched = fetchAll(reader, 1);
    assertThat(fetched).allMatch(bytes -> bytes < 2 * MIB);
    assertThat(fetched.stream().mapToLong(bytes -> bytes).sum()).isEqualTo(5 * MIB);
  }

  @Test
  void everyLogIsSaidToBeFinishedWhenAllOfItWasHandedOver() throws IOException {
    TailSplitReader reader = reader();
    for (int log = 0; log < 100; log++) {
      Files.writeString(dir.resolve(log + ".log"), "one\ntwo\n");
      reader.handleSplitsChanges(add("web", log + ".log"));
    }
    assertThat(fetchAll(reader, 100).stream().mapToLong(bytes -> bytes).sum()).isEqualTo(800);
  }

  @Test
  void aSplitIsFinishedWithTheLastOfItsLogs() throws IOException {
    TailSplitReader reader = reader();
    Files.writeString(dir.resolve("short.log"), "one\n");
    Files.writeString(dir.resolve("long.log"), "0123456\n".repeat(3 * MIB / 8));
    reader.handleSplitsChanges(add("web", "short.log", "long.log"));
    List<Long> fetched = fetchAll(reader, 1);
    assertThat(fetched).hasSizeGreaterThan(1);
    assertThat(fetched.stream().mapToLong(bytes -> bytes).sum()).isEqualTo(3 * MIB + 4);
  }

  @Test
  void linesAreLeftToGatherWhenAllWasTakenAndMoreMayCome() throws IOException {
    Path log = Files.writeString(dir.resolve("a.log"), "one\n");
    try (TailEngine following =
        new TailEngine(TailOptions.defaults(false), TailClock.SYSTEM, "here")) {
      TailSplitReader reader = reader(following, false);
      reader.handleSplitsChanges(add("web", "a.log"));
      assertThat(bytesOf(reader.fetch())).isEqualTo(4);
      Files.writeString(log, "two\nthree\n", StandardOpenOption.APPEND);
      long began = System.nanoTime();
      assertThat(bytesOf(reader.fetch())).isEqualTo(10);
      assertThat(System.nanoTime() - began).isGreaterThan(TailSplitReader.GATHER_MILLIS * 900_000);
    }
  }

  @Test
  void aLogOfAnUnknownSourceIsRefused() {
    assertThatThrownBy(() -> reader().handleSplitsChanges(add("app", "a.log")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("app")
        .hasMessageContaining("[web]");
  }

  @Test
  void anInterruptIsNotTheEndOfALog() throws IOException {
    TailSplitReader reader = reader();
    Thread.currentThread().interrupt();
    assertThatThrownBy(reader::fetch).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Bytes of each fetch, until so many splits are finished. */
  private static List<Long> fetchAll(TailSplitReader reader, int splits) throws IOException {
    List<Long> fetched = new ArrayList<>();
    int finished = 0;
    while (finished < splits) {
      RecordsWithSplitIds<Tailed> records = reader.fetch();
      long bytes = bytesOf(records);
      finished += records.finishedSplits().size();
      fetched.add(bytes);
    }
    return fetched;
  }

  private static long bytesOf(RecordsWithSplitIds<Tailed> records) {
    long bytes = 0;
    while (records.nextSplit() != null) {
      Tailed tailed = records.nextRecordFromSplit();
      while (tailed != null) {
        bytes += tailed.chunk().to() - tailed.chunk().from();
        tailed = records.nextRecordFromSplit();
      }
    }
    return bytes;
  }

  private TailSplitReader reader() {
    return reader(engine, true);
  }

  private TailSplitReader reader(TailEngine engine, boolean bounded) {
    return new TailSplitReader(
        engine,
        List.of(
            new TailSpec(
                "web",
                List.of(dir + "/*.log"),
                List.of(),
                StartFrom.BEGINNING,
                Archives.CONTINUE,
                TailSpec.DEFAULT_MAX_LINE_BYTES)),
        new CommittedEnds(),
        () -> {},
        bounded);
  }

  private SplitsAddition<TailSplit> add(String source, String... names) {
    return new SplitsAddition<>(
        List.of(
            new TailSplit(
                Stream.of(names)
                    .map(dir::resolve)
                    .map(log -> new KnownLog(source, log, StartFrom.BEGINNING, List.of()))
                    .toList())));
  }
}
