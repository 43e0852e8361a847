package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Scenario F7: many quiet files and a few that are written to, under the system's clock. */
class ManyFilesScenariosTest extends Scenarios {
  private static final int ACTIVE = 10;
  private static final long LATENCY_LIMIT = Duration.ofSeconds(2).toNanos();

  private final Set<String> handedOn = new HashSet<>();

  /** 100,000 quiet files under the tag {@code long}, 2,000 otherwise. */
  @Test
  void f7_manyQuietFilesDoNotHoldUpTheBusyOnes() throws Exception {
    int quiet = inLongTests() ? 100_000 : 2_000;
    Set<String> written = new TreeSet<>();
    for (int i = 0; i < quiet; i++) {
      written.add(write("quiet" + i % 100 + "/" + i + "-log", i));
    }
    TailOptions options = TailOptions.defaults(false);
    FileSelection selection =
        new FileSelection(List.of(directory + "/*/*-log"), List.of(), Archives.CONTINUE);
    long openBefore = openFiles();
    try (TailEngine engine = new TailEngine(options, TailClock.SYSTEM, "host")) {
      for (int i = 0; i < ACTIVE; i++) {
        written.add(write("busy/" + i + "-log", quiet + i));
      }
      for (Path log : LineagePath.activeOf(selection)) {
        engine.add(log.toString(), ScenarioTail.plan(log, selection, 1 << 20, List.of(), false));
      }
      catchUp(engine, written);
      long slowest = 0;
      for (int round = 1; round <= 20; round++) {
        for (int i = 0; i < ACTIVE; i++) {
          written.add(write("busy/" + i + "-log", quiet + round * ACTIVE + i));
        }
        long start = System.nanoTime();
        catchUp(engine, written);
        slowest = Math.max(slowest, System.nanoTime() - start);
      }
      assertThat(slowest).as("longest wait for a line, ns").isLessThan(LATENCY_LIMIT);
      assertThat(openFiles() - openBefore)
          .as("open files")
          .isLessThanOrEqualTo(options.openFiles() + 8L);
      assertThat(idleShare(engine)).as("share of a core while nothing happens").isLessThan(0.05);
    }
    report()
        .add(
            "F7",
            new ScenarioOracle.Result(Set.of(), 0, Set.of(), Set.of(), 0),
            ScenarioLoss.NOTHING);
  }

  private String write(String name, long sequence) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    String line = new ScenarioLine(file.getFileName().toString(), 1, sequence).text();
    TailBench.append(file, line + "\n");
    return line;
  }

  /** Turns the engine as its Flink reader does until all that was written is handed on. */
  private void catchUp(TailEngine engine, Set<String> written) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (handedOn.size() < written.size()) {
      assertThat(System.nanoTime()).as("handed on: %d", handedOn.size()).isLessThan(deadline);
      turn(engine);
    }
    // The assertion of the same name compares each with each.
    assertThat(written.containsAll(handedOn)).as("only what was written is handed on").isTrue();
  }

  private void turn(TailEngine engine) throws Exception {
    Optional<Tailed> next;
    while ((next = engine.poll()).isPresent()) {
      for (String line : ScenarioTail.recordsOf(next.get().chunk())) {
        assertThat(handedOn.add(line)).as("first time of %s", line).isTrue();
      }
    }
    LockSupport.parkNanos(1_000_000 * Math.min(engine.pauseMillis(), 100));
  }

  /** CPU time of this thread over the time that passes, for some seconds. */
  private double idleShare(TailEngine engine) throws Exception {
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    while (System.nanoTime() - start < Duration.ofSeconds(4).toNanos()) {
      turn(engine);
    }
    return (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
        / (System.nanoTime() - start);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
