package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault at each step of a commit, a start and of upkeep, at random moments. */
class CommitMatrixFaultIT {
  private static final int ROUNDS = Integer.getInteger("commit.rounds", 20);

  @TempDir Path directory;

  /** Every fault and every step once, in pairs that chance makes. */
  @Test
  void whateverFailsWhereverOnceNothingIsLostOrRepeated() throws IOException {
    SplittableRandom random = random();
    List<CommitStep> steps = new ArrayList<>(steps());
    List<String> wrong = new ArrayList<>();
    for (CommitFault fault : CommitFault.values()) {
      CommitStep step = steps.remove(random.nextInt(steps.size()));
      if (steps.isEmpty()) {
        steps.addAll(steps());
      }
      play(fault, step, random.split(), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @Tag("long")
  void whateverFailsWhereverManyTimesNothingIsLostOrRepeated() throws IOException {
    SplittableRandom random = random();
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (CommitStep step : steps()) {
        for (CommitFault fault : CommitFault.values()) {
          play(fault, step, random.split(), wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static SplittableRandom random() {
    long seed = Long.getLong("commit.seed", System.nanoTime());
    System.out.println("commit.seed " + seed);
    return new SplittableRandom(seed);
  }

  private static List<CommitStep> steps() {
    return Stream.of(CommitStep.values()).filter(step -> step != CommitStep.OTHER).toList();
  }

  private void play(CommitFault fault, CommitStep step, SplittableRandom random, List<String> wrong)
      throws IOException {
    Path warehouse = Files.createTempDirectory(directory, "lake");
    try (CommitPlay play = new CommitPlay(warehouse, fault, step, random)) {
      CommitPlay.Outcome outcome = play.play();
      CommitReport.add(fault.text(), step, outcome);
      if (!outcome.isRight()) {
        wrong.add(fault.text() + " at " + step.text() + ": " + outcome);
      }
    } catch (RuntimeException | AssertionError e) {
      wrong.add(fault.text() + " at " + step.text() + ": " + trace(e));
    }
    delete(warehouse);
  }

  private static String trace(Throwable e) {
    java.io.StringWriter w = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(w));
    return w.toString();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
