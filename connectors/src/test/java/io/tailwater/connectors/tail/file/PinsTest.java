package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hard links to a log's files are good for, and when they go. */
class PinsTest {
  @TempDir Path directory;
  private TailBench tail;

  @BeforeEach
  void bench() {
    tail = new TailBench(directory.resolve("access.log"));
    tail.options = tail.options.withChunkBytes(4);
    tail.pinning = new Pinning("abc", true);
  }

  @AfterEach
  void close() throws IOException {
    tail.close();
  }

  /** The first line is committed, and the file pinned; the rest is not read. */
  private void readOneLine() throws IOException {
    tail.write("a1\nb2\nc3\n").start();
    while (tail.lines().isEmpty()) {
      tail.pollOnce();
    }
    tail.commit();
  }

  private void finish() throws IOException {
    tail.drain();
    tail.clock.push(70_000);
    tail.drain();
    tail.commit();
    tail.drain();
  }

  @Test
  void aFileRemovedWhileUnreadOutlivesTheProcess() throws IOException {
    readOneLine();
    Files.delete(tail.log);
    tail.crashBack();
    tail.start();
    finish();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
    assertThat(tail.pins()).isEmpty();
  }

  @Test
  void aFileThatAnotherIsRenamedOverOutlivesTheProcess() throws IOException {
    readOneLine();
    Path other = Files.writeString(directory.resolve("new.tmp"), "d4\n");
    Files.move(other, tail.log, StandardCopyOption.REPLACE_EXISTING);
    tail.crashBack();
    tail.start();
    finish();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3", "d4");
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
    assertThat(tail.pins()).containsExactly("abc access.log");
  }

  @Test
  void aFileThatNoCommitKnowsOutlivesTheProcess() throws IOException {
    readOneLine();
    tail.drain();
    tail.commit();
    tail.rename(".1");
    tail.write("d4\n");
    assertThat(tail.pollOnce()).isTrue();
    assertThat(tail.pins()).containsExactly("abc access.log", "abc access.log");
    Files.delete(tail.log);
    tail.crashBack();
    tail.start().drain();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3", "d4");
  }

  @Test
  void aPinStaysUntilTheEndIsCommitted() throws IOException {
    readOneLine();
    tail.rename(".1");
    tail.drain();
    tail.clock.push(70_000);
    tail.drain();
    assertThat(tail.stateOf(0)).isEqualTo(Generation.State.FINAL);
    assertThat(tail.pins()).containsExactly("abc access.log");
    tail.commit();
    tail.drain();
    assertThat(tail.pins()).isEmpty();
    assertThat(tail.rotated(".1")).exists();
  }

  @Test
  void aPinThatACrashLeftIsRemovedAfterTheNextCommit() throws IOException {
    readOneLine();
    tail.rename(".1");
    tail.drain();
    tail.clock.push(70_000);
    tail.drain();
    tail.commit();
    tail.crash();
    tail.start().drain();
    assertThat(tail.pins()).containsExactly("abc access.log");
    tail.commit();
    tail.drain();
    assertThat(tail.pins()).isEmpty();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3");
  }

  @Test
  void aFinishedFileThatGrowsIsPinnedAgain() throws IOException {
    readOneLine();
    tail.rename(".1");
    finish();
    assertThat(tail.pins()).isEmpty();
    TailBench.append(tail.rotated(".1"), "d4\n");
    tail.drain();
    assertThat(tail.pins()).containsExactly("abc access.log.1");
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3", "d4");
  }

  @Test
  void thePinsOfOthersAreNeitherReadNorRemoved() throws IOException {
    readOneLine();
    Files.delete(tail.log);
    tail.crashBack();
    tail.pinning = new Pinning("def", true);
    tail.start();
    finish();
    assertThat(tail.lines()).containsExactly("a1");
    assertThat(tail.pins()).containsExactly("abc access.log");
  }

  @Test
  void withoutTheOptionPinsGoThatAreNotNeeded() throws IOException {
    readOneLine();
    tail.crashBack();
    tail.pinning = new Pinning("abc", false);
    tail.start().drain();
    assertThat(tail.pins()).isEmpty();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3");
  }

  @Test
  void withoutTheOptionWhatOnlyAPinHoldsIsReadFirst() throws IOException {
    readOneLine();
    Files.delete(tail.log);
    tail.crashBack();
    tail.pinning = new Pinning("abc", false);
    tail.start();
    tail.pollOnce();
    assertThat(tail.pins()).containsExactly("abc access.log");
    finish();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3");
    assertThat(tail.pins()).isEmpty();
  }

  @Test
  void whereNoPinCanBeMadeTheLogIsReadAllTheSame() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve(PinName.DIRECTORY), "mine");
    readOneLine();
    tail.drain();
    assertThat(tail.lines()).containsExactly("a1", "b2", "c3");
    assertThat(tail.count(counters -> counters.pinFailures)).isPositive();
    assertThat(inTheWay).hasContent("mine");
    tail.rename(".1");
    finish();
    assertThat(tail.ofKind(TailChunk.Kind.LOST)).isEmpty();
  }

  @Test
  void nobodyElseMayLookIntoTheDirectory() throws IOException {
    readOneLine();
    Path pins = directory.resolve(PinName.DIRECTORY);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pins)))
        .isEqualTo("rwx------");
    assertThat(tail.count(counters -> counters.pinFailures)).isZero();
  }

  @Test
  void aPinIsNoLog() throws IOException {
    readOneLine();
    FileSelection all =
        new FileSelection(
            List.of(directory + "/**", directory + "/*/*"), List.of(), Archives.BACKFILL);
    assertThat(LineagePath.activeOf(all)).containsExactly(tail.log);
    assertThat(all.names(tail.log.resolveSibling(PinName.DIRECTORY).resolve("a.log"))).isFalse();
  }
}
