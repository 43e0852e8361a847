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
  private static final int FEW_KILLS = 16;

  /** A short story about log files. */
  interface Script {
    void play(ScenarioWorld world) throws IOException;
  }

  private final ScenarioReport report;
  private final String id;
  private final ScenarioLoss loss;
  private final Thoroughness thoroughness;
  private ScenarioSettings settings;

  /** How often it is played. */
  enum Thoroughness {
    /** Undisturbed. */
    ONCE(0),
    /** Also stopped at each step, killed at some, and four times at random. */
    USUAL(4),
    /** Killed at each step too, and often at random, in another way each time. */
    COMPLETE(Integer.getInteger("scenario.seeds", 50));

    private final int seeds;

    Thoroughness(int seeds) {
      this.seeds = seeds;
    }
  }

  Scenario(
      ScenarioReport report,
      String id,
      ScenarioLoss loss,
      Path directory,
      Thoroughness thoroughness) {
    this.report = report;
    this.id = id;
    this.loss = loss;
    this.thoroughness = thoroughness;
    this.settings = ScenarioSettings.in(directory.resolve(id));
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

  /** Unread files are kept by hard links. */
  Scenario pinned() {
    return with(ScenarioSettings::pinned);
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
    if (thoroughness == Thoroughness.ONCE) {
      return;
    }
    boolean complete = thoroughness == Thoroughness.COMPLETE;
    int stride = complete ? 1 : 1 + steps / FEW_KILLS;
    List<ScenarioVariant> variants = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      variants.add(ScenarioVariant.stopped(step));
      if (step % stride == 0) {
        variants.add(ScenarioVariant.killed(step));
      }
    }
    for (int i = 0; i < thoroughness.seeds; i++) {
      variants.add(ScenarioVariant.random(complete ? System.nanoTime() : i));
    }
    for (ScenarioVariant variant : variants) {
      playOnce(script, variant);
    }
  }

  /** Plays in directories that are empty again afterwards; how many steps it had. */
  private int playOnce(Script script, ScenarioVariant variant) throws IOException {
    Files.createDirectories(settings.logs());
    Files.createDirectories(settings.root().resolve("elsewhere"));
    ScenarioWorld world = new ScenarioWorld(settings, variant);
    try {
      script.play(world);
      int steps = world.steps();
      settle(world);
      check(world.oracle.result(), variant);
      clear(settings.root());
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
    if (!loss.allowsRecords(variant)) {
      assertThat(result.recorded()).as("loss records where nothing was destroyed").isZero();
    }
  }

  /** Removes all but the directory and those right in it. */
  private static void clear(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (file.getNameCount() > root.getNameCount() + 1 || Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
