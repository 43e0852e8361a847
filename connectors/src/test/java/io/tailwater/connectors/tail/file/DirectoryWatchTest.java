package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real directories and the system's own hints; the engine's clock stands still. */
@EnabledOnOs(OS.LINUX)
class DirectoryWatchTest {
  @TempDir Path directory;

  private final PushedClock clock = new PushedClock();
  private final TailContext context =
      new TailContext(TailOptions.defaults(false), clock, "host", new FileClaims());
  private final Turns turns = new Turns();
  private final DirectoryWatch watch = new DirectoryWatch();
  private Path log;

  @BeforeEach
  void aLogThatIsLeftAloneForLong() throws IOException {
    context.lineages = 100_000;
    log = directory.resolve("access.log");
    TailBench.append(log, "first\n");
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.CONTINUE);
    Lineage lineage =
        new Lineage("log", ScenarioTail.plan(log, selection, 1 << 20, List.of(), false), context);
    while (lineage.dueMillis() - clock.monotonicMillis() < 10_000) {
      clock.push(Math.max(0, lineage.dueMillis() - clock.monotonicMillis()));
      lineage.poll();
    }
    turns.begin(lineage);
    watch.watch(directory);
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
    turns.take().lineage().close();
    context.files.close();
  }

  @Test
  void aQuietLogThatGrowsIsDueAtOnce() throws IOException {
    TailBench.append(log, "second\n");
    assertThat(isHastened()).isTrue();
  }

  @Test
  void aQuietLogThatIsRotatedIsDueAtOnce() throws IOException {
    Files.move(log, directory.resolve("access.log.1"));
    assertThat(isHastened()).isTrue();
  }

  @Test
  void whenHintsWereDroppedEveryLogIsDue() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      Files.createFile(directory.resolve("other" + i));
    }
    assertThat(isHastened()).isTrue();
  }

  private boolean isHastened() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (turns.dueMillis() > clock.monotonicMillis() && System.nanoTime() < deadline) {
      watch.hasten(turns, clock.monotonicMillis());
      Thread.onSpinWait();
    }
    return turns.dueMillis() <= clock.monotonicMillis();
  }
}
