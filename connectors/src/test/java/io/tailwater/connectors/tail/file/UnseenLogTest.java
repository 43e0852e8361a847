package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that were empty when they were last seen, and were written and rotated unseen. */
class UnseenLogTest {
  @TempDir Path directory;
  private TailBench tail;

  @BeforeEach
  void aLogThatIsEmptyWhenTheProcessEnds() throws IOException {
    tail = new TailBench(directory.resolve("access.log"));
    tail.write("").start().drain();
    tail.crash();
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  private void packAs(String suffix, String text) throws IOException {
    Files.writeString(tail.log, text);
    Files.write(tail.rotated(suffix), Packing.pack(Codec.GZIP, Files.readAllBytes(tail.log)));
    Files.setLastModifiedTime(tail.rotated(suffix), Files.getLastModifiedTime(tail.log));
    Files.delete(tail.log);
  }

  private void startAndWait() throws IOException {
    tail.start().drain();
    tail.clock.push(70_000);
    tail.drain();
    tail.clock.push(70_000);
    tail.drain();
  }

  @Test
  void isNoLossWhenItsArchiveIsThere() throws IOException {
    packAs(".2.gz", "a\nb\n");
    packAs(".1.gz", "c\n");
    startAndWait();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  @Test
  void isNoLossWhenItsCopyIsThere() throws IOException {
    Files.writeString(tail.rotated(".1"), "a\nb\n");
    Files.delete(tail.log);
    startAndWait();
    assertThat(tail.lines()).containsExactly("a", "b");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  @Test
  void isALossWhenNothingIsThereThatWasWrittenSince() throws IOException {
    packAs(".1.gz", "c\n");
    Files.setLastModifiedTime(tail.rotated(".1.gz"), FileTime.fromMillis(1));
    startAndWait();
    assertThat(tail.lines()).containsExactly("c");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).hasSize(1);
  }
}
