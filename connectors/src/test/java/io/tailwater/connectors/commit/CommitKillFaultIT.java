package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process is killed with -9 at each step, once before its swap lands and once after. */
class CommitKillFaultIT {
  @TempDir(factory = DirectoryInMemory.class)
  Path directory;

  @ParameterizedTest
  @EnumSource(
      value = CommitStep.class,
      names = {"APPEND_REQUESTS_HOURLY", "ROLLBACK", "RETAIN_LEDGER"})
  void whatAKilledProcessLeavesIsGoneOnWith(CommitStep step) throws Exception {
    SplittableRandom random = random();
    kill(random.nextBoolean() ? CommitFault.KILLED : CommitFault.KILLED_AND_LANDED, step, random);
  }

  @ParameterizedTest
  @EnumSource(value = CommitStep.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  @Tag("long")
  void whateverStepAProcessIsKilledAtTheNextOneGoesOn(CommitStep step) throws Exception {
    SplittableRandom random = random();
    for (int round = 0; round < 3; round++) {
      kill(CommitFault.KILLED, step, random);
      kill(CommitFault.KILLED_AND_LANDED, step, random);
    }
  }

  private static SplittableRandom random() {
    long seed = Long.getLong("commit.seed", System.nanoTime());
    System.out.println("commit.seed " + seed);
    return new SplittableRandom(seed);
  }

  private void kill(CommitFault fault, CommitStep step, SplittableRandom random) throws Exception {
    Path warehouse = Files.createTempDirectory(directory, "lake");
    long acknowledged;
    try (CommitProcess process = CommitProcess.start(warehouse, fault, step, random.nextLong())) {
      acknowledged = process.killAtTheStep();
    }
    try (CommitPlay after = new CommitPlay(warehouse, fault, step, random)) {
      CommitPlay.Outcome outcome = after.goOn(acknowledged);
      String how = fault == CommitFault.KILLED ? "kill -9" : "kill -9, landed";
      CommitReport.add(how, step, outcome);
      assertThat(outcome.isRight()).as("%s at %s: %s", how, step, outcome).isTrue();
    }
  }
}
