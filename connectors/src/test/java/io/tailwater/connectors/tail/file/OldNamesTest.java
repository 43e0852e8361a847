package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that takes long to list is listed now and then, so its names may be old. */
class OldNamesTest {
  private static final long LISTING_NANOS = 100_000_000;

  @TempDir Path directory;
  private final PushedClock clock = new PushedClock();
  private final List<String> lines = new ArrayList<>();
  private final List<TailChunk> losses = new ArrayList<>();
  private long listings;
  private TailContext context;
  private Path log;
  private Lineage lineage;

  @BeforeEach
  void aLog() throws IOException {
    log = directory.resolve("access.log");
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.CONTINUE);
    context =
        new TailContext(
            TailOptions.defaults(false),
            clock,
            "host",
            new FileClaims(),
            byte[]::new,
            () -> System.nanoTime() + LISTING_NANOS * listings++);
    lineage =
        new Lineage("log", ScenarioTail.plan(log, selection, 1 << 20, List.of(), false), context);
    TailBench.append(log, "first\n");
    poll();
  }

  @AfterEach
  void close() throws IOException {
    lineage.close();
    context.files.close();
  }

  @Test
  void aCopyThatTheyDoNotHaveYetIsWaitedForBeforeALossIsRecorded() throws IOException {
    TailBench.append(log, "unread\n");
    Files.copy(log, log.resolveSibling("access.log.1"));
    Files.writeString(log, "new\n");
    for (int second = 0; second < 10; second++) {
      poll();
      clock.push(1_000);
    }
    assertThat(lines).containsExactlyInAnyOrder("first", "unread", "new");
    assertThat(losses).isEmpty();
  }

  @Test
  void whereThereIsNoneTheLossIsRecordedAfterTheNextListing() throws IOException {
    TailBench.append(log, "unread\n");
    Files.writeString(log, "new\n");
    for (int second = 0; second < 10; second++) {
      poll();
      clock.push(1_000);
    }
    assertThat(lines).containsExactly("first", "new");
    assertThat(losses).hasSize(1);
  }

  private void poll() throws IOException {
    Optional<TailChunk> chunk;
    while ((chunk = lineage.poll()).isPresent()) {
      if (chunk.get().kind() == TailChunk.Kind.LOST) {
        losses.add(chunk.get());
      }
      lines.addAll(ScenarioTail.recordsOf(chunk.get()));
    }
  }
}
