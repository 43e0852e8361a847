package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read for a while, as on a disk with errors, and files that go meanwhile. */
class BrokenDiskTest {
  @TempDir Path directory;
  private final PushedClock clock = new PushedClock();
  private final TailContext context =
      new TailContext(TailOptions.defaults(false), clock, "host", new FileClaims());
  private final List<String> lines = new ArrayList<>();
  private Path log;
  private LineagePlan plan;
  private Lineage lineage;

  /** What EIO looks like to who reads. */
  private static final class Broken implements LogBytes {
    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public long end(long atLeast) throws IOException {
      throw new IOException("Input/output error");
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void aLog() throws IOException {
    log = directory.resolve("access.log");
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.CONTINUE);
    plan = ScenarioTail.plan(log, selection, 1 << 20, List.of(), false);
    lineage = new Lineage("log", plan, context);
  }

  @AfterEach
  void close() throws IOException {
    lineage.close();
    context.files.close();
  }

  @Test
  void f14_anEmptyLogThatCannotBeReadKeepsNothingElseWaiting() throws IOException {
    TailBench.append(log, "");
    String generation = drain().get(0).after().name();
    context.files.hold(generation, new Broken());
    TailBench.append(log, "later\n");
    TailBench.append(log.resolveSibling("access.log.1"), "other\n");
    drain();
    drain();
    assertThat(context.counters.readFailures.sum()).isPositive();
    assertThat(lines).containsExactlyInAnyOrder("other", "later");
  }

  @Test
  void f14_aLogThatCannotBeReadGoesOnAtItsOffset() throws IOException {
    TailBench.append(log, "first\n");
    String generation = drain().get(0).after().name();
    for (int again = 0; again < 3; again++) {
      context.files.hold(generation, new Broken());
      TailBench.append(log, again + "\n");
      TailBench.append(log.resolveSibling("access.log." + (9 - again)), "other " + again + "\n");
      drain();
    }
    drain();
    assertThat(lines)
        .containsExactlyInAnyOrder("first", "0", "other 0", "1", "other 1", "2", "other 2");
  }

  @Test
  void aCopyThatGoesWithItsOriginalIsNoFailure() throws IOException {
    LineageState state = new LineageState("copied", plan, context);
    HeldBack held = new HeldBack(state);
    Admission admission = new Admission(state, held);
    Strangers strangers = new Strangers(state, new LineageScan(state), held, admission);
    TailBench.append(log, "first\n");
    Path path = Files.copy(log, log.resolveSibling("access.log.1"));
    Member copy = new Member(path, RotationName.ofFile(path), FileStat.of(path), false);
    FileKey key = FileStat.of(log).key();
    Tracked original = state.begun(log, key, Codec.NONE, Generation.State.ACTIVE, 0);
    original.generation =
        original.generation.read(Proof.skippedTo(context.files.open(original.generation), 6));
    held.hold(copy, original, 0);
    Files.delete(path);
    assertThat(strangers.originalIsGone(original, List.of(copy), 0)).isFalse();
    assertThat(state.scanWanted).isTrue();
  }

  private List<TailChunk> drain() throws IOException {
    List<TailChunk> chunks = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Optional<TailChunk> chunk;
      while ((chunk = lineage.poll()).isPresent()) {
        chunks.add(chunk.get());
        lines.addAll(ScenarioTail.recordsOf(chunk.get()));
      }
      clock.push(1_100);
    }
    return chunks;
  }
}
