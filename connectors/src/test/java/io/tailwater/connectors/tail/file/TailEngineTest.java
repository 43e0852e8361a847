package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TailEngineTest extends Benched {
  @Test
  void growingLinesAreReadAsTheyCome() throws IOException {
    tail.write("a\nb\n").start().drain();
    assertThat(tail.lines()).containsExactly("a", "b");
    tail.write("c\n").drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
  }

  @Test
  void aPartialLineWaitsForItsEnd() throws IOException {
    tail.write("a\nhal").start().drain();
    assertThat(tail.lines()).containsExactly("a");
    assertThat(tail.chunks.get(tail.chunks.size() - 1).end()).isEqualTo(5);
    tail.write("f\n").drain();
    assertThat(tail.lines()).containsExactly("a", "half");
  }

  @Test
  void aFileThatComesLaterIsFound() throws IOException {
    tail.start().drain();
    tail.write("a\n").drain();
    assertThat(tail.lines()).containsExactly("a");
  }

  @Test
  void aRenamedFileIsReadOnWhileItsWriterStillWrites() throws IOException {
    tail.write("a\n").start().drain();
    tail.rename(".1");
    tail.write("x\n").drain();
    TailBench.append(tail.rotated(".1"), "b\n");
    tail.write("y\n").drain();
    assertThat(tail.streams.values()).map(Object::toString).containsExactly("a\nb\n", "x\ny\n");
  }

  @Test
  void severalRotationsBetweenTwoLooksLoseNothing() throws IOException {
    tail.write("0\n").start().drain();
    for (int i = 1; i <= 5; i++) {
      for (int older = i - 1; older >= 1; older--) {
        Files.move(tail.rotated("." + older), tail.rotated("." + (older + 1)));
      }
      tail.rename(".1");
      tail.write(i + "\n");
    }
    tail.drain();
    assertThat(tail.lines()).containsExactly("0", "1", "2", "3", "4", "5");
  }

  @Test
  void rotationsWhileDownAreCaughtUp() throws IOException {
    tail.write("a\nb\n").start().drain();
    tail.write("c\n");
    tail.crash();
    tail.rename(".1");
    tail.write("d\n");
    Files.move(tail.rotated(".1"), tail.rotated(".2"));
    tail.rename(".1");
    tail.write("e\n");
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aRestartGoesOnAtTheOffset() throws IOException {
    tail.write("a\nb\nhal").start().drain();
    tail.crash();
    tail.write("f\n");
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a", "b", "half");
  }

  @Test
  void aRecreatedFileIsANewStreamEvenWithTheSameInode() throws IOException {
    tail.write("a1\na2\n").start().drain();
    tail.crash();
    Files.delete(tail.log);
    tail.write("b1\nb2\nb3\n");
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a1", "a2", "b1", "b2", "b3");
  }

  @Test
  void truncateAndRefillBeyondTheOldOffsetIsNoticed() throws IOException {
    tail.write("old 1\nold 2\n").start().drain();
    Files.writeString(tail.log, "new 1\nnew 2\nnew 3\nnew 4\n");
    tail.drain();
    assertThat(tail.lines()).containsExactly("old 1", "old 2", "new 1", "new 2", "new 3", "new 4");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).hasSize(1);
  }

  @Test
  void truncateAndRefillWhileDownIsNoticed() throws IOException {
    tail.write("old 1\nold 2\n").start().drain();
    tail.crash();
    Files.writeString(tail.log, "new 1\nnew 2\nnew 3\n");
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("old 1", "old 2", "new 1", "new 2", "new 3");
  }

  @Test
  void unreadBytesOfATruncatedFileAreTakenFromItsCopy() throws IOException {
    tail.write("a\nb\n").start().drain();
    tail.write("c\n");
    Files.copy(tail.log, tail.rotated(".1"));
    Files.writeString(tail.log, "");
    tail.write("d\n").drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c", "d");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  @Test
  void aCopyOfAFileThatIsThereIsLeftAlone() throws IOException {
    tail.write("a\nb\n").start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("c\n").drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
  }

  @Test
  void bytesThatVanishUnreadAreRecorded() throws IOException {
    tail.options = tail.options.withChunkBytes(4);
    tail.write("a\nb\nc\nd\n").start();
    while (tail.lines().size() < 2) {
      tail.pollOnce();
    }
    Files.writeString(tail.log, "");
    tail.drain();
    TailChunk lost = tail.ofKind(TailChunk.Kind.LOST).get(0);
    assertThat(lost.from()).isEqualTo(4);
    assertThat(lost.lost()).isEqualTo(4);
    assertThat(lost.reason())
        .isEqualTo(
            "truncated: the file was emptied or rewritten before this was read (at least 4 bytes);"
                + " from 4, unknown");
  }

  @Test
  void aDeletedFileIsReadToItsEndWhileItIsHeld() throws IOException {
    tail.write("a\n").start().drain();
    try (OutputStream out = Files.newOutputStream(tail.log, StandardOpenOption.APPEND)) {
      Files.delete(tail.log);
      out.write("b\n".getBytes(StandardCharsets.US_ASCII));
      tail.drain();
    }
    assertThat(tail.lines()).containsExactly("a", "b");
  }

  @Test
  void aQuietRotatedFileEndsWithItsLastUnterminatedLine() throws IOException {
    tail.write("a\nlast").start().drain();
    tail.rename(".1");
    tail.drain();
    assertThat(tail.lines()).containsExactly("a");
    tail.clock.push(61_000);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "last");
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
  }

  @Test
  void anArchiveMadeOfAFinishedFileIsNotReadAgain() throws IOException {
    tail.write("a\n").start().drain();
    tail.rename(".1");
    tail.write("b\n").drain();
    tail.clock.push(61_000);
    tail.drain();
    Files.move(tail.rotated(".1"), tail.rotated(".2"));
    tail.drain();
    tail.crash();
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a", "b");
  }

  @Test
  void theVeryFirstStartMayBeginAtTheEnd() throws IOException {
    tail.start = StartFrom.END;
    tail.write("old\nhal").start().drain();
    tail.write("f\nnew\n").drain();
    assertThat(tail.lines()).containsExactly("half", "new");
    tail.rename(".1");
    tail.write("next\n").drain();
    assertThat(tail.lines()).containsExactly("half", "new", "next");
  }

  @Test
  void filesRotatedBeforeTheFirstStartAreLeftAloneForGood() throws IOException {
    TailBench.append(tail.rotated(".1"), "old\n");
    tail.write("a\n").start().drain();
    tail.crash();
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a");
  }

  @Test
  void filesRotatedBeforeTheFirstStartAreReadOnRequest() throws IOException {
    tail.archives = Archives.BACKFILL;
    TailBench.append(tail.rotated(".2"), "oldest\n");
    TailBench.append(tail.rotated(".1"), "older\n");
    tail.write("a\n").start().drain();
    assertThat(tail.lines()).containsExactly("oldest", "older", "a");
  }

  @Test
  void aHardLinkIsOneFile() throws IOException {
    tail.write("a\n").start().drain();
    Files.createLink(tail.rotated(".1"), tail.log);
    tail.write("b\n").drain();
    assertThat(tail.lines()).containsExactly("a", "b");
  }

  @Test
  void aLineOverTheLimitIsHandedOnByItsHeadAndTheNextIsWhole() throws IOException {
    tail.maxLineBytes = 100;
    tail.options = tail.options.withChunkBytes(64);
    tail.write("a\n" + "x".repeat(5000) + "\nb\n").start().drain();
    assertThat(tail.lines()).containsExactly("a", "b");
    TailChunk tooLong = tail.ofKind(TailChunk.Kind.TOO_LONG).get(0);
    assertThat(tooLong.bytes()).hasSize(100);
    assertThat(tooLong.to() - tooLong.from()).isEqualTo(5001);
  }

  @Test
  void carriageReturnsAndOddBytesAreHandedOnAsTheyAre() throws IOException {
    tail.options = tail.options.withChunkBytes(7);
    tail.write("ab\r\n\u00ff\u00fe\n\n\r\nend\n").start().drain();
    assertThat(tail.streams.values())
        .map(Object::toString)
        .containsExactly("ab\r\n\u00ff\u00fe\n\n\r\nend\n");
  }

  @Test
  void zerosLeftByATruncationAreSkippedAndCounted() throws IOException {
    try (FileChannel channel =
        FileChannel.open(tail.log, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("a\n".getBytes(StandardCharsets.US_ASCII)), 5000);
    }
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a");
    assertThat(tail.ofKind(TailChunk.Kind.ZEROS)).isNotEmpty();
  }

  @Test
  void aBoundedRunEndsAtTheEndOfWhatIsThere() throws IOException {
    tail.options = TailOptions.defaults(true);
    tail.write("a\nb\nhal").start().drain();
    assertThat(tail.isFinished()).isTrue();
    assertThat(tail.lines()).containsExactly("a", "b");
    TailChunk last = tail.chunks.get(tail.chunks.size() - 1);
    assertThat(last.caughtUp()).isTrue();
    assertThat(last.end() - last.to()).isEqualTo(3);
  }

  @Test
  void backlogIsToldBeforeItIsRead() throws IOException {
    tail.write("a\nb\n").start();
    tail.pollOnce();
    TailChunk first = tail.chunks.get(0);
    assertThat(first.to()).isZero();
    assertThat(first.end()).isEqualTo(4);
    assertThat(first.caughtUp()).isFalse();
  }

  @Test
  void aQuietFileSaysNowAndThenThatItIsAtItsEndAndNothingElse() throws IOException {
    tail.write("a\n").start().drain();
    int before = tail.chunks.size();
    String evidence = Evidence.write(tail.chunks.get(before - 1).after());
    for (int second = 0; second < 60; second++) {
      tail.clock.push(Duration.ofSeconds(1).toMillis());
      tail.pollOnce();
    }
    assertThat(tail.chunks.size() - before).isBetween(8, 16);
    assertThat(tail.chunks.subList(before, tail.chunks.size()))
        .allMatch(chunk -> chunk.caughtUp() && Evidence.write(chunk.after()).equals(evidence));
  }

  /** Other logs may say so for all of them meanwhile, but not that this one has no more. */
  @Test
  void aFileThatLostItsUnreadEndSaysThatItIsReadAgain() throws IOException {
    tail.write("a\nhalf").start().drain();
    tail.clock.push(5_000);
    tail.pollOnce();
    try (FileChannel file = FileChannel.open(tail.log, StandardOpenOption.WRITE)) {
      file.truncate(2);
    }
    for (int poll = 0; poll < 10; poll++) {
      tail.pollOnce();
    }
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).hasSize(1);
    assertThat(tail.chunks.get(tail.chunks.size() - 1).caughtUp()).isTrue();
  }

  @Test
  void aRotatedFileOfNothingButZerosIsFinishedOnce() throws IOException {
    tail.options = tail.options.withChunkBytes(64);
    Files.write(tail.rotated(".1"), new byte[200]);
    tail.archives = Archives.BACKFILL;
    tail.start().drain();
    for (int round = 0; round < 5; round++) {
      tail.clock.push(61_000);
      tail.drain();
    }
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
    assertThat(tail.chunks.stream().dropWhile(c -> c.after().state() != Generation.State.FINAL))
        .allMatch(c -> c.after().state() == Generation.State.FINAL && c.to() == 200);
    TailBench.append(tail.rotated(".1"), "late\n");
    tail.drain();
    assertThat(tail.lines()).containsExactly("late");
  }

  @Test
  void aLogWithNothingButFinishedFilesStillSaysThatItIsAtItsEnd() throws IOException {
    tail.write("a\n").start().drain();
    tail.rename(".1");
    tail.drain();
    tail.clock.push(61_000);
    tail.drain();
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
    int before = tail.chunks.size();
    for (int second = 0; second < 60; second++) {
      tail.clock.push(1_000);
      tail.pollOnce();
    }
    assertThat(tail.chunks.size() - before).isBetween(8, 16);
    assertThat(tail.chunks.subList(before, tail.chunks.size())).allMatch(TailChunk::caughtUp);
  }

  @Test
  void manyFilesOfALineageAreReadWithFewOpen() throws IOException {
    tail.archives = Archives.BACKFILL;
    tail.options = tail.options.withOpenFiles(2).withChunkBytes(16);
    for (int i = 20; i >= 1; i--) {
      TailBench.append(tail.rotated("." + i), "first of " + i + "\nsecond of " + i + "\n");
    }
    tail.start().drain().drain();
    assertThat(tail.lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 20)
                .map(i -> 21 - i)
                .boxed()
                .flatMap(i -> Stream.of("first of " + i, "second of " + i))
                .collect(Collectors.toList()));
  }
}
