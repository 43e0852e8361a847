package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Scenarios B8 and C9: a writer that never waits, the engine under the system's clock. */
class ConcurrentScenariosTest extends Scenarios {
  private final ScenarioStreams streams = new ScenarioStreams();

  /** 2,000 renames under the tag {@code long}: each look takes in all of them. */
  @Test
  void b8_renamesWithoutPauseAreReadOnce() throws Exception {
    int renames = inLongTests() ? 2_000 : 300;
    Path log = directory.resolve("app.log");
    ScenarioWriter writer =
        new ScenarioWriter(
            w -> {
              w.rotate(log, directory.resolve("app.log." + (renames - w.generation())), 3);
              return w.generation() < renames;
            });
    try (TailEngine engine = engine(log)) {
      writer.start();
      turn(engine, () -> streams.lines() == 3L * renames);
      writer.finish();
      turn(engine, quietFor(Duration.ofSeconds(2)));
    }
    Set<String> lost = new TreeSet<>();
    for (int generation = 1; generation <= renames; generation++) {
      long last = 3L * generation;
      if (streams.lastOf(generation).filter(line -> line.sequence() == last).isEmpty()) {
        lost.add("end of generation " + generation);
      }
    }
    conclude("B8", lost, ScenarioLoss.NOTHING);
    assertThat(streams.lossRecords()).as("loss records").isZero();
  }

  /** For 10 minutes under the tag {@code long}, for 2 seconds otherwise. */
  @Test
  void c9_refillsWithoutPauseAreReadWithoutABrokenLine() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path log = directory.resolve("app.log");
    long truncationsSeen;
    try (FileChannel channel =
            FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        TailEngine engine = engine(log)) {
      ScenarioWriter writer =
          new ScenarioWriter(
              w -> {
                w.refill(channel, random);
                return true;
              });
      writer.start();
      turn(engine, after(inLongTests() ? Duration.ofMinutes(10) : Duration.ofSeconds(2)));
      writer.finish();
      turn(engine, quietFor(Duration.ofSeconds(2)));
      truncationsSeen = engine.counters().truncations.sum();
      Optional<ScenarioLine> last = streams.lastOf(writer.generation());
      boolean whole = last.filter(line -> line.sequence() == writer.sequence()).isPresent();
      Set<String> lost = whole ? Set.of() : Set.of("end of generation " + writer.generation());
      conclude("C9", lost, ScenarioLoss.LINES);
    }
    assertThat(truncationsSeen).as("truncations seen, seed %d", seed).isPositive();
    assertThat(streams.lossRecords())
        .as("recorded, seed %d", seed)
        .isEqualTo((int) truncationsSeen);
  }

  private void conclude(String id, Set<String> lost, ScenarioLoss loss) throws IOException {
    ScenarioOracle.Result result = streams.result(lost);
    report().add(id, result, loss);
    result.requireSound();
  }

  private static TailEngine engine(Path log) {
    TailEngine engine = new TailEngine(TailOptions.defaults(false), TailClock.SYSTEM, "host");
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.CONTINUE);
    engine.add("web", ScenarioTail.plan(log, selection, 1 << 20, List.of(), false));
    return engine;
  }

  private void turn(TailEngine engine, BooleanSupplier enough) throws IOException {
    while (!enough.getAsBoolean()) {
      engine.poll().ifPresent(tailed -> streams.take(tailed.chunk()));
    }
  }

  private static BooleanSupplier after(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    return () -> System.nanoTime() > end;
  }

  /** True when no line came for so long. */
  private BooleanSupplier quietFor(Duration time) {
    long[] lines = {streams.lines()};
    long[] since = {System.nanoTime()};
    return () -> {
      if (streams.lines() != lines[0]) {
        lines[0] = streams.lines();
        since[0] = System.nanoTime();
      }
      return System.nanoTime() - since[0] > time.toNanos();
    };
  }
}
