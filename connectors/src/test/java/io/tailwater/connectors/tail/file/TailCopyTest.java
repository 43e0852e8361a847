package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;

/** Copies, rewritten files and losses, each as the model test met it. */
class TailCopyTest extends Benched {
  @Test
  void aCopyOfTheBeginningIsNotReadOnceItsOriginalIsEmptied() throws IOException {
    tail.write("a\nb\n").start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("c\n").drain();
    Files.writeString(tail.log, "");
    tail.write("d\n").drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("a", "b", "c", "d");
    tail.crash();
    tail.start().drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  /** Too short for any digest of the original's beginning: but the original is there. */
  @Test
  void aCopyOfAFewBytesIsNotReadAfterARestart() throws IOException {
    tail.write("a\nb\n").start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("c\n").drain();
    tail.crash();
    tail.start().drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
  }

  @Test
  void aCopyOfTheBeginningIsKnownByItsHeadWhenTheOriginalWasEmptiedUnseen() throws IOException {
    tail.write("x".repeat(300) + "\n").start().drain();
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("c\n");
    tail.drain();
    tail.crash();
    Files.writeString(tail.log, "d\n");
    tail.start().drain();
    tail.clock.push(10_000);
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("x".repeat(300), "c", "d");
  }

  @Test
  void aFileTakenForACopyThatEndsWithinALineGoesOnAtThatLinesStart() throws IOException {
    tail.write("#Fields: path status\n/first 200\n").start().drain();
    TailBench.append(tail.rotated(".1"), "#Fields: path status\n/f");
    tail.drain();
    Files.writeString(tail.log, "");
    tail.drain();
    tail.clock.push(10_000);
    tail.drain();
    tail.crash();
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("#Fields: path status", "/first 200");
    TailBench.append(tail.rotated(".1"), "unny 200\n");
    tail.drain();
    assertThat(tail.lines()).containsExactly("#Fields: path status", "/first 200", "/funny 200");
  }

  /** Of such a file only zeros are known until it is read, and the next one begins with as many. */
  @Test
  void aCopyOfAFileThatBeginsWithZerosIsReadWhenItsOriginalIsReplacedUnread() throws IOException {
    tail.write("first\n").start().drain();
    Files.writeString(tail.log, "\0".repeat(2_000) + "second\n");
    Files.copy(tail.log, tail.rotated(".1"));
    tail.pollOnce();
    Files.writeString(tail.log, "\0".repeat(2_007) + "third\n");
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("first", "second", "third");
  }

  @Test
  void aCopyOfAFileOfWhichOnlyZerosWereReadIsNotReadToo() throws IOException {
    tail.write("first\n").start().drain();
    Files.writeString(tail.log, "\0".repeat(2_000) + "second\n");
    while (tail.ofKind(TailChunk.Kind.ZEROS).isEmpty()) {
      tail.pollOnce();
    }
    assertThat(tail.lines()).containsExactly("first");
    Files.copy(tail.log, tail.rotated(".1"));
    tail.drain();
    assertThat(tail.lines()).containsExactly("first", "second");
  }

  @Test
  void anArchiveThatWasEmptyForLongIsNoLossAfterARestart() throws IOException {
    Files.writeString(tail.rotated(".1.gz"), "");
    tail.archives = Archives.BACKFILL;
    tail.write("b\n").start().drain();
    tail.clock.push(70_000);
    tail.drain();
    Files.write(tail.rotated(".1.gz"), Packing.pack(Codec.GZIP, new byte[] {'a', '\n'}));
    tail.drain();
    tail.crash();
    tail.start().drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("a", "b");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  /**
   * The rotated file begins with the same banner, which is all that was read of the emptied one.
   */
  @Test
  void anArchiveSeenToBeACopyIsPreferredToAFileThatBeginsAlike() throws IOException {
    tail.options = tail.options.withChunkBytes(8);
    tail.write("#banner\nfirst\n");
    Path archive = tail.rotated(".2.gz");
    Files.write(archive, Packing.pack(Codec.GZIP, Files.readAllBytes(tail.log)));
    Files.setLastModifiedTime(archive, FileTime.fromMillis(tail.clock.wallMillis() - 60_000));
    tail.start().pollOnce();
    tail.pollOnce();
    assertThat(tail.lines()).containsExactly("#banner");
    Files.writeString(tail.rotated(".1"), "#banner\nsecond\n");
    Files.writeString(tail.log, "");
    tail.drain();
    tail.clock.push(60_000);
    tail.drain();
    assertThat(tail.lines()).containsExactlyInAnyOrder("#banner", "first", "#banner", "second");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  @Test
  void aCopyOfWhatWasReadIsNotTakenForThatOfTheHalfLineAfterIt() throws IOException {
    tail.write("a".repeat(300) + "\n").start().drain();
    tail.commit();
    Files.copy(tail.log, tail.rotated(".1"));
    Files.writeString(tail.log, "aa");
    tail.pollOnce();
    tail.commit();
    tail.crashBack();
    Files.writeString(tail.log, "b\n");
    tail.start().drain();
    tail.clock.push(60_000);
    tail.drain();
    assertThat(tail.lines()).containsExactly("a".repeat(300), "b");
  }

  @Test
  void anArchiveOfAnOldPartIsNotTakenForALogOfWhichOnlyTheBannerWasRead() throws IOException {
    String read = "#banner\n" + "a".repeat(300) + "\n";
    tail.write(read + "b".repeat(300) + "\n").start().drain();
    Files.writeString(tail.log, "#banner\n");
    tail.drain();
    Path archive = tail.rotated(".2.gz");
    byte[] part = read.getBytes(StandardCharsets.ISO_8859_1);
    Files.write(archive, Packing.pack(Codec.GZIP, part));
    Files.setLastModifiedTime(archive, FileTime.fromMillis(tail.clock.wallMillis() - 60_000));
    Files.writeString(tail.log, "");
    tail.drain();
    tail.clock.push(60_000);
    tail.drain();
    assertThat(tail.lines())
        .containsExactly("#banner", "a".repeat(300), "b".repeat(300), "#banner");
  }

  @Test
  void aFileRewrittenToTheSameSizeIsReadAnew() throws IOException {
    tail.write("old 1\n").start().drain();
    Files.writeString(tail.log, "new 1\n");
    tail.drain();
    assertThat(tail.lines()).containsExactly("old 1", "new 1");
  }

  @Test
  void aShortLogRefilledWithRefusedTextIsSeenToBeEmptied() throws IOException {
    tail.write("old\n").start().drain();
    Files.writeString(tail.log, "\ufeffnew text\n", StandardCharsets.UTF_16LE);
    tail.drain();
    assertThat(tail.lines()).containsExactly("old");
    assertThat(tail.ofKind(TailChunk.Kind.LOST))
        .singleElement()
        .matches(chunk -> chunk.reason().startsWith("truncated: "));
  }

  @Test
  void aLogThatBeginsLikeItsFinishedPredecessorIsRead() throws IOException {
    tail.write("banner\n").start().drain();
    tail.rename(".1");
    tail.clock.push(70_000);
    tail.drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
    tail.write("banner\nb\n").drain();
    assertThat(tail.lines()).containsExactly("banner", "banner", "b");
  }

  @Test
  void aFileEmptiedBeforeAnythingWasReadIsRecorded() throws IOException {
    tail.write("a\nb\n").start();
    tail.pollOnce();
    Files.writeString(tail.log, "");
    tail.write("c\n").drain();
    assertThat(tail.lines()).containsExactly("c");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).hasSize(1);
    assertThat(tail.ofKind(TailChunk.Kind.LOST).get(0).lost()).isEqualTo(4);
  }

  @Test
  void whatACopyLacksOfAnEmptiedFileIsRecorded() throws IOException {
    tail.options = tail.options.withChunkBytes(4);
    tail.write("a\nb\n").start();
    tail.pollOnce();
    tail.pollOnce();
    tail.write("c\n");
    Files.copy(tail.log, tail.rotated(".1"));
    tail.write("dd\nee\n");
    tail.clock.push(2_000);
    tail.pollOnce();
    Files.writeString(tail.log, "");
    tail.drain();
    assertThat(tail.lines()).containsExactly("a", "b", "c");
    assertThat(tail.ofKind(TailChunk.Kind.LOST))
        .singleElement()
        .extracting(TailChunk::reason)
        .isEqualTo(
            "copy_incomplete: the copy lacks the file's last bytes (at least 6 bytes); from 6, unknown");
  }

  @Test
  void theBytesCountedAsLostAreThoseOnRecord() throws IOException {
    tail.options = tail.options.withChunkBytes(4);
    tail.write("a\nb\n").start();
    tail.pollOnce();
    tail.pollOnce();
    tail.write("cc\ndd\n");
    tail.pollOnce();
    try (FileChannel file = FileChannel.open(tail.log, StandardOpenOption.WRITE)) {
      file.truncate(7);
    }
    tail.drain();
    assertThat(tail.count(counters -> counters.bytesLost)).isEqualTo(3);
    tail.write("ee\nff\ngg\nhh\n");
    tail.pollOnce();
    Files.writeString(tail.log, "");
    tail.drain();
    assertThat(tail.ofKind(TailChunk.Kind.LOST).stream().mapToLong(TailChunk::lost).sum())
        .isEqualTo(tail.count(counters -> counters.bytesLost))
        .isGreaterThan(3);
  }

  @Test
  void aDeletedFileStaysOpenWhateverElseIsOpened() throws IOException {
    tail.options = tail.options.withOpenFiles(1);
    tail.write("a\n").start().drain();
    try (OutputStream out = Files.newOutputStream(tail.log, StandardOpenOption.APPEND)) {
      Files.delete(tail.log);
      tail.drain();
      tail.write("x\n").drain();
      out.write("b\n".getBytes(StandardCharsets.US_ASCII));
      tail.write("y\n").drain();
    }
    assertThat(tail.lines()).containsExactlyInAnyOrder("a", "b", "x", "y");
  }

  @Test
  void aBoundedRunEndsThoughTheFileGrowsFasterThanItIsRead() throws IOException {
    tail.options = TailOptions.defaults(true).withChunkBytes(16);
    tail.write("0123456789\n".repeat(10)).start();
    boolean finished = false;
    for (int poll = 0; poll < 100 && !finished; poll++) {
      tail.pollOnce();
      tail.write("0123456789\n".repeat(3));
      finished = tail.isFinished();
    }
    assertThat(finished).isTrue();
    assertThat(tail.lines()).hasSizeBetween(10, 16);
  }

  @Test
  void aBoundedRunWaitsUntilAFileIsKnownToBeNoCopy() throws IOException {
    tail.write("a banner that all begin with\nb\n").start().drain();
    tail.crash();
    Files.delete(tail.log);
    TailBench.append(tail.rotated(".1"), "a banner that all begin with\n");
    tail.options = TailOptions.defaults(true);
    tail.start().drain();
    assertThat(tail.isFinished()).isFalse();
    tail.clock.push(6_000);
    tail.drain();
    assertThat(tail.isFinished()).isTrue();
    assertThat(tail.lines()).hasSize(3);
  }

  /** The head reaches beyond what was read of a short file: what was cut off it tells nothing. */
  @Test
  void aCopyOfAFileThatUnreadBytesWereCutOffIsNotReadToo() throws IOException {
    String read = "a line that is read\n".repeat(20);
    tail.write(read + "and begun").start().drain();
    try (FileChannel log = FileChannel.open(tail.log, StandardOpenOption.WRITE)) {
      log.truncate(read.length());
    }
    tail.drain();
    tail.write("another begun").drain();
    Files.copy(tail.log, tail.rotated(".1"));
    Files.writeString(tail.log, "");
    tail.drain();
    assertThat(tail.lines()).hasSize(20);
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).hasSize(1);
  }
}
