package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One scenario: a script, played undisturbed, with the reading process killed at each step, stopped
 * in order at each step, and with commits and kills at random. After each play the oracle is asked.
 */
final class Scenario {
  private static final int SETTLING_ROUNDS = 3;

  /** A short story about log files. */
  interface Script {
    void play(ScenarioWorld world) throws IOException;
  }

  private final ScenarioReport report;
  private final String id;
  private final ScenarioLoss loss;
  private final int seeds;
  private final boolean everyStep;
  private ScenarioSettings settings;
  private int plays;

  /**
   * @param everyStep disturb it at each step; otherwise undisturbed only
   * @param seeds how often it is disturbed at random
   */
  Scenario(
      ScenarioReport report,
      String id,
      ScenarioLoss loss,
      Path directory,
      boolean everyStep,
      int seeds) {
    this.report = report;
    this.id = id;
    this.loss = loss;
    this.everyStep = everyStep;
    this.seeds = seeds;
    this.settings = ScenarioSettings.in(directory);
  }

  Scenario with(UnaryOperator<ScenarioSettings> change) {
    settings = change.apply(settings);
    return this;
  }

  Scenario reading(String... patterns) {
    return with(s -> s.reading(patterns));
  }

  Scenario with(Archives archives) {
    return with(s -> s.with(archives));
  }

  /** Most bytes of a chunk: few of them, and a backlog takes many polls. */
  Scenario chunksOf(int bytes) {
    return with(s -> s.with(s.options().withChunkBytes(bytes)));
  }

  Scenario openFiles(int most) {
    return with(s -> s.with(s.options().withOpenFiles(most)));
  }

  void play(Script script) throws IOException {
    int steps = playOnce(script, ScenarioVariant.quiet());
    List<ScenarioVariant> variants = new ArrayList<>();
    for (int step = 0; everyStep && step < steps; step++) {
      variants.add(ScenarioVariant.stopped(step));
      variants.add(ScenarioVariant.killed(step));
    }
    for (int i = 0; everyStep && i < seeds; i++) {
      variants.add(ScenarioVariant.random(seeds > 10 ? System.nanoTime() : i));
    }
    for (ScenarioVariant variant : variants) {
      playOnce(script, variant);
    }
  }

  /** Plays in a directory of its own; how many steps it had. */
  private int playOnce(Script script, ScenarioVariant variant) throws IOException {
    Path own = settings.root().resolve(id + "-" + plays++ + "-" + System.nanoTime());
    Files.createDirectories(own.resolve("logs"));
    Files.createDirectories(own.resolve("elsewhere"));
    ScenarioWorld world = new ScenarioWorld(settings.at(own), variant);
    try {
      script.play(world);
      int steps = world.steps();
      settle(world);
      check(world.oracle.result(), variant);
      remove(own);
      return steps;
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          id + " " + variant + ": " + e.getMessage() + "\n" + world.trace + "\n" + world.tail, e);
    } finally {
      world.tail.close();
    }
  }

  private static void settle(ScenarioWorld world) throws IOException {
    for (int round = 0; round < SETTLING_ROUNDS; round++) {
      world.tail.drain();
      world.tail.clock.push(70_000);
    }
    world.tail.drain();
    world.trace.add("settle");
  }

  private void check(ScenarioOracle.Result result, ScenarioVariant variant) throws IOException {
    report.add(id, result, loss);
    result.requireSound();
    if (!loss.allowsMissing(variant)) {
      assertThat(result.missing()).as("missing, though nothing had to be").isZero();
    }
    if (loss == ScenarioLoss.NOTHING) {
      assertThat(result.recorded()).as("loss records where nothing was destroyed").isZero();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
