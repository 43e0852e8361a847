package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault at each step of commits, starts, upkeep, retention and erasures, at random moments.
 * {@code -Dcommit.seed} repeats a run, {@code -Dcommit.rounds} sets how often each pair is played.
 */
class CommitMatrixFaultIT {
  private static final int ROUNDS = Integer.getInteger("commit.rounds", 10);

  /** A play waits for the disk most of its time. */
  private static final int AT_ONCE = 4;

  private final ExecutorService stage = Executors.newFixedThreadPool(AT_ONCE);
  private final List<Future<Void>> plays = new ArrayList<>();

  @TempDir(factory = DirectoryInMemory.class)
  Path directory;

  @AfterEach
  void close() {
    stage.shutdownNow();
  }

  /** Every fault and every step, in pairs that chance makes. */
  @Test
  void whateverFailsWhereverOnceNothingIsLostOrRepeated() throws Exception {
    SplittableRandom random = random();
    List<CommitStep> steps = new ArrayList<>();
    List<CommitFault> faults = new ArrayList<>();
    while (plays.size() < Math.max(CommitStep.all().size(), CommitFault.values().length)) {
      CommitStep step = draw(steps, CommitStep.all(), random);
      play(draw(faults, List.of(CommitFault.values()), random), step, random.nextLong());
    }
    assertAllRight();
  }

  @Test
  @Tag("long")
  void whateverFailsWhereverManyTimesNothingIsLostOrRepeated() throws Exception {
    SplittableRandom random = random();
    for (int round = 0; round < ROUNDS; round++) {
      for (CommitStep step : CommitStep.all()) {
        for (CommitFault fault : CommitFault.values()) {
          play(fault, step, random.nextLong());
        }
      }
    }
    assertAllRight();
  }

  private static SplittableRandom random() {
    long seed = Long.getLong("commit.seed", System.nanoTime());
    System.out.println("commit.seed " + seed);
    return new SplittableRandom(seed);
  }

  /** Takes one of those left, which are all again once there are none. */
  private static <T> T draw(List<T> left, List<T> all, SplittableRandom random) {
    if (left.isEmpty()) {
      left.addAll(all);
    }
    return left.remove(random.nextInt(left.size()));
  }

  private void assertAllRight() throws InterruptedException {
    SoftAssertions softly = new SoftAssertions();
    for (Future<Void> play : plays) {
      try {
        play.get();
      } catch (ExecutionException e) {
        softly.fail(e.getCause().getMessage(), e.getCause());
      }
    }
    softly.assertAll();
  }

  private void play(CommitFault fault, CommitStep step, long seed) {
    plays.add(
        stage.submit(
            () -> {
              play(fault, step, new SplittableRandom(seed), "play " + seed);
              return null;
            }));
  }

  private void play(CommitFault fault, CommitStep step, SplittableRandom random, String name)
      throws IOException {
    Path warehouse = Files.createTempDirectory(directory, "lake");
    try (CommitPlay play = new CommitPlay(warehouse, fault, step, random)) {
      CommitPlay.Outcome outcome = play.play();
      CommitReport.add(fault.text(), step, outcome);
      assertThat(outcome.isRight()).as("%s at %s, %s: %s", fault, step, name, outcome).isTrue();
    } catch (RuntimeException e) {
      throw new AssertionError(fault + " at " + step + ", " + name, e);
    }
    delete(warehouse);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
