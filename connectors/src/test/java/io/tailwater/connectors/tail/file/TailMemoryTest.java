package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered of files that are finished, away, or known under another host's name. */
class TailMemoryTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  @TempDir Path directory;
  private TailBench tail;

  @BeforeEach
  void bench() throws IOException {
    tail = new TailBench(Files.createDirectory(directory.resolve("logs")).resolve("app.log"));
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  @Test
  void aRotatedFileThatIsStillThereIsKnownAfterMoreThanAWeek() throws IOException {
    finishOne();
    tail.clock.push(9 * DAY);
    tail.write("c\n").drain();
    tail.crash();
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
  }

  @Test
  void aFinishedFileThatIsAwayForSecondsIsNotForgotten() throws IOException {
    finishOne();
    tail.clock.push(9 * DAY);
    Path away = Files.move(tail.rotated(".1"), directory.resolve("away"));
    tail.drain();
    Files.move(away, tail.rotated(".1"));
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "b");
  }

  @Test
  void aFileThatReturnsAfterItWasForgottenIsAStreamOfItsOwn() throws IOException {
    finishOne();
    Path away = Files.move(tail.rotated(".1"), directory.resolve("away"));
    tail.drain();
    tail.clock.push(8 * DAY);
    tail.drain();
    tail.write("c\n").drain();
    tail.crash();
    tail.start().drain();
    Files.move(away, tail.rotated(".1"));
    tail.drain();
    assertThat(tail.streams.keySet()).hasSize(3).anyMatch(name -> name.endsWith(".1"));
  }

  @Test
  void whatWentLongAgoIsForgottenAtAStartIfTheLogIsThere() throws IOException {
    finishOne();
    Files.delete(tail.rotated(".1"));
    tail.clock.push(9 * DAY);
    tail.write("c\n").drain();
    tail.crash();
    tail.start().drain();
    tail.clock.push(6_000);
    tail.drain();
    assertThat(tail.chunks).anyMatch(chunk -> !chunk.forgotten().isEmpty());
  }

  @Test
  void anotherHostNameChangesNothing() throws IOException {
    finishOne();
    tail.crash();
    tail.host = "recreated";
    tail.start().drain();
    int chunks = tail.chunks.size();
    for (int i = 0; i < 5; i++) {
      tail.drain();
    }
    assertThat(tail.lines()).containsExactly("a", "b");
    assertThat(tail.chunks.stream().skip(chunks).map(TailChunk::after))
        .allMatch(after -> after.path().equals(tail.log.toString()));
    assertThat(tail.chunks.get(tail.chunks.size() - 1).after().host()).isEqualTo("recreated");
  }

  @Test
  void aFileThatWasGivenUpGoesOnAtItsOffset() throws IOException {
    tail.options = tail.options.withChunkBytes(4);
    tail.write("a\nb\nc\nd\n").start();
    while (tail.lines().size() < 2) {
      tail.pollOnce();
    }
    tail.crash();
    Path away = Files.move(tail.log, directory.resolve("away"));
    tail.start().drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).singleElement().extracting("lost").isEqualTo(4L);
    Files.move(away, tail.log);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCopyThatTurnsUpLateIsReadFromWhereItsOriginalWasGivenUp() throws IOException {
    String first = "x".repeat(300) + "\n";
    tail.options = tail.options.withChunkBytes(310);
    tail.write(first + "b\nc\n").start();
    while (tail.lines().isEmpty()) {
      tail.pollOnce();
    }
    Path away = Files.copy(tail.log, directory.resolve("away"));
    TailBench.append(away, "d\n");
    Files.writeString(tail.log, "");
    tail.drain();
    Files.move(away, tail.rotated(".1"));
    tail.drain();
    assertThat(tail.lines()).contains("b", "c", "d").doesNotHaveDuplicates();
  }

  /** Where births are not kept, nothing else tells a file from the next one with its inode. */
  @Test
  void anArchiveOnTheInodeOfAFinishedLogIsUnpacked() throws IOException {
    finishOne();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("c\n".getBytes(StandardCharsets.US_ASCII));
    }
    Files.write(tail.rotated(".1"), packed.toByteArray());
    Files.move(tail.rotated(".1"), tail.rotated(".2.gz"));
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
  }

  /** A log of two lines, the first in a rotated file that counts as finished. */
  private void finishOne() throws IOException {
    tail.write("a\n").start().drain();
    tail.rename(".1");
    tail.write("b\n").drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
  }
}
