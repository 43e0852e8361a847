package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each counter counts what it says, and how often. */
class TailCountersTest extends Benched {
  private static final String LONG_TEXT = "a line of some length\n".repeat(50);

  @Test
  void archivesIgnoredAreRotatedFilesFromBeforeTheFirstStart() throws IOException {
    Files.writeString(tail.rotated(".1"), "old\n");
    Files.writeString(tail.rotated(".2"), "older\n");
    tail.write("new\n").start().drain();
    expect(2, counters -> counters.archivesIgnored);
  }

  @Test
  void copiesHeldAreThoseOfALogThatIsThere() throws IOException {
    tail.write(LONG_TEXT).start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    Files.copy(tail.log, tail.rotated(".2"));
    tail.drain().drain();
    expect(2, counters -> counters.copiesHeld);
  }

  @Test
  void zeroBytesAndLongLinesAreThoseRead() throws IOException {
    tail.maxLineBytes = 100;
    tail.write("\0".repeat(70) + "a\n" + "x".repeat(101) + "\n" + "x".repeat(300) + "\nb\n");
    tail.start().drain();
    expect(70, counters -> counters.zeroBytes);
    expect(2, counters -> counters.longLines);
  }

  @Test
  void anchorCheckFailuresAreReadsOfAFileRefilledSinceTheLast() throws IOException {
    tail.options = tail.options.withChunkBytes(64);
    tail.write(LONG_TEXT).start();
    while (tail.lines().isEmpty()) {
      tail.pollNow();
    }
    Files.writeString(tail.log, "other lines\n".repeat(500));
    tail.pollNow();
    expect(1, counters -> counters.anchorCheckFailures);
    tail.drain();
    expect(1, counters -> counters.truncations);
  }

  @Test
  void lateAfterFinalAreBytesThatCameToAFinishedFile() throws IOException {
    tail.write("a\n").start().drain();
    Files.move(tail.log, tail.rotated(".1"));
    tail.write("b\n").drain();
    letAMinutePass();
    TailBench.append(tail.rotated(".1"), "later\n");
    tail.drain();
    assertThat(tail.lines()).contains("later");
    expect(6, counters -> counters.lateAfterFinal);
  }

  @Test
  void identityAmbiguousAreArchivesOfMoreThanOneGeneration() throws IOException {
    tail.write(LONG_TEXT).start().drain();
    Files.move(tail.log, tail.rotated(".1"));
    tail.write(LONG_TEXT).drain();
    tail.crash();
    Files.delete(tail.rotated(".1"));
    Files.delete(tail.log);
    byte[] both = (LONG_TEXT + "more\n").getBytes(StandardCharsets.UTF_8);
    Files.write(tail.rotated(".1.gz"), Packing.pack(Codec.GZIP, both));
    tail.write("new\n").start().drain();
    letAMinutePass();
    expect(1, counters -> counters.identityAmbiguous);
  }

  @Test
  void tombstonesDroppedAreThoseOverTheLimit() throws IOException {
    TailOptions o = tail.options;
    tail.options =
        new TailOptions(
            o.chunkBytes(),
            o.rotateQuiet(),
            o.copyQuiet(),
            o.longestPause(),
            o.heartbeat(),
            Duration.ofDays(7),
            2,
            o.openFiles(),
            false);
    tail.write("0\n").start().drain();
    for (int file = 1; file <= 5; file++) {
      Files.move(tail.log, tail.rotated(".1"));
      tail.write(file + "\n").drain();
      letAMinutePass();
      Files.delete(tail.rotated(".1"));
      tail.drain();
    }
    letAMinutePass();
    expect(3, counters -> counters.tombstonesDropped);
  }

  private void letAMinutePass() throws IOException {
    for (int step = 0; step < 10; step++) {
      tail.clock.push(10_000);
      tail.drain();
    }
  }

  private void expect(long value, Function<TailCounters, LongAdder> counter) {
    assertThat(tail.count(counter)).isEqualTo(value);
  }
}
