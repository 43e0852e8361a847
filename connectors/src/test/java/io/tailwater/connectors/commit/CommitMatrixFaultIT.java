package io.tailwater.connectors.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault at each step of a commit, a start and of upkeep, at random moments. {@code
 * -Dcommit.seed} repeats a run, {@code -Dcommit.rounds} sets how often each pair is played.
 */
class CommitMatrixFaultIT {
  private static final int ROUNDS = Integer.getInteger("commit.rounds", 10);

  @TempDir Path directory;
  private final SoftAssertions softly = new SoftAssertions();

  /** Every fault and every step once, in pairs that chance makes. */
  @Test
  void whateverFailsWhereverOnceNothingIsLostOrRepeated() throws IOException {
    SplittableRandom random = random();
    List<CommitStep> left = new ArrayList<>();
    for (CommitFault fault : CommitFault.values()) {
      if (left.isEmpty()) {
        left.addAll(steps());
      }
      play(fault, left.remove(random.nextInt(left.size())), random.nextLong());
    }
    softly.assertAll();
  }

  @Test
  @Tag("long")
  void whateverFailsWhereverManyTimesNothingIsLostOrRepeated() throws IOException {
    SplittableRandom random = random();
    for (int round = 0; round < ROUNDS; round++) {
      for (CommitStep step : steps()) {
        for (CommitFault fault : CommitFault.values()) {
          play(fault, step, random.nextLong());
        }
      }
    }
    softly.assertAll();
  }

  private static SplittableRandom random() {
    long seed = Long.getLong("commit.seed", System.nanoTime());
    System.out.println("commit.seed " + seed);
    return new SplittableRandom(seed);
  }

  private static List<CommitStep> steps() {
    return Stream.of(CommitStep.values()).filter(step -> step != CommitStep.OTHER).toList();
  }

  private void play(CommitFault fault, CommitStep step, long seed) throws IOException {
    String what = fault.text() + " at " + step.text() + ", play " + seed;
    Path warehouse = Files.createTempDirectory(directory, "lake");
    try (CommitPlay play = new CommitPlay(warehouse, fault, step, new SplittableRandom(seed))) {
      CommitPlay.Outcome outcome = play.play();
      CommitReport.add(fault.text(), step, outcome);
      softly.assertThat(outcome.isRight()).as(what + ": " + outcome).isTrue();
    } catch (RuntimeException | AssertionError e) {
      softly.fail(what, e);
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
