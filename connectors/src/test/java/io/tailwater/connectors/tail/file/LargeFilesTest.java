package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Whatever takes long takes several turns, so that other logs do not wait for it. */
class LargeFilesTest extends Benched {
  private static final int LINES = 100_000;
  private static final String LINE = "x".repeat(199) + "\n";

  @Test
  void aLargeCopyIsComparedInSeveralTurns() throws IOException {
    tail.write(LINE.repeat(LINES)).start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.clock.push(1_100);
    assertThat(tail.pollThrough()).isGreaterThanOrEqualTo(3);
    tail.drain();
    assertThat(tail.lines()).hasSize(LINES);
  }

  @Test
  void ofTwoLargeFilesTheOneThatDiffersInItsLastLineIsRead() throws IOException {
    tail.write(LINE.repeat(LINES)).start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    Files.copy(tail.log, tail.rotated(".2"));
    tail.write(LINE).drain();
    change(tail.rotated(".2"), (long) LINE.length() * (LINES - 1));
    tail.crash();
    tail.start().drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).hasSize(2 * LINES + 1).contains("y" + LINE.strip().substring(1));
  }

  @Test
  void aCopyThatIsStillComparedWhenItsOriginalIsEmptiedGoesOn() throws IOException {
    tail.write(LINE.repeat(LINES)).start().drain();
    tail.write("unread\n");
    Files.copy(tail.log, tail.rotated(".1"));
    tail.clock.push(1_100);
    tail.pollNow();
    Files.writeString(tail.log, "new\n");
    tail.drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).hasSize(LINES + 2).containsOnlyOnce("unread", "new");
    assertThat(tail.count(counters -> counters.bytesLost)).isZero();
  }

  @Test
  void aLongLineWithoutEndIsLookedThroughInSeveralTurns() throws IOException {
    tail.options = tail.options.withChunkBytes(64);
    tail.maxLineBytes = 100;
    tail.write("x".repeat(5_000)).start();
    assertThat(tail.pollThrough()).isGreaterThanOrEqualTo(15);
    tail.write("\nnext\n").drain();
    assertThat(tail.ofKind(TailChunk.Kind.TOO_LONG)).hasSize(1);
    assertThat(tail.lines()).containsExactly("next");
  }

  @Test
  void aLongLineThatTheFileEndsWithIsOne() throws IOException {
    tail.options = tail.options.withChunkBytes(64);
    tail.maxLineBytes = 100;
    tail.write("first\n" + "x".repeat(5_000)).start().drain();
    Files.move(tail.log, tail.rotated(".1"));
    tail.write("next\n").drain();
    tail.clock.push(100_000);
    tail.drain();
    assertThat(tail.ofKind(TailChunk.Kind.TOO_LONG))
        .singleElement()
        .satisfies(chunk -> assertThat(chunk.to() - chunk.from()).isEqualTo(5_000));
    assertThat(tail.lines()).containsExactly("first", "next");
  }

  private static void change(Path file, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x79}), at);
    }
  }
}
