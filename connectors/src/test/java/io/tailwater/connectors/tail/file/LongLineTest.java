package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A line over the limit that has no end yet, looked through, and cut before its end comes. */
class LongLineTest {
  private static final int LINES = 500;

  @TempDir Path directory;
  private TailBench tail;

  @BeforeEach
  void aLongLineWithoutEnd() throws IOException {
    tail = new TailBench(directory.resolve("access.log"));
    tail.maxLineBytes = 100;
    tail.options = tail.options.withChunkBytes(64);
    tail.write("first\n" + "x".repeat(5_000)).start().drain();
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  @Test
  void whatIsWrittenAfterACutThatWasSeenIsRead() throws IOException {
    cut();
    tail.drain();
    assertThat(tail.ofKind(TailChunk.Kind.LOST))
        .singleElement()
        .extracting("lost")
        .isEqualTo(4_000L);
    endIt();
    assertThatAllIsRead();
  }

  @Test
  void whatIsWrittenAfterACutThatNobodySawIsRead() throws IOException {
    cut();
    endIt();
    assertThatAllIsRead();
  }

  @Test
  void itsEndIsFoundThoughItComesInManyPieces() throws IOException {
    for (int piece = 0; piece < 20; piece++) {
      tail.write("x".repeat(90)).drain();
    }
    endIt();
    assertThatAllIsRead();
  }

  private void cut() throws IOException {
    try (FileChannel file = FileChannel.open(tail.log, StandardOpenOption.WRITE)) {
      file.truncate(1_006);
    }
  }

  private void endIt() throws IOException {
    tail.write("end\n" + "after it\n".repeat(LINES)).drain();
  }

  private void assertThatAllIsRead() {
    assertThat(tail.ofKind(TailChunk.Kind.TOO_LONG)).hasSize(1);
    assertThat(Collections.frequency(tail.lines(), "after it")).isEqualTo(LINES);
  }
}
