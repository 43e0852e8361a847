package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests of scenarios, by the ids of {@code docs/tailing.md}: a test's name begins with the id of
 * what it plays. Under the tag {@code long} they are played more often.
 */
abstract class Scenarios {
  @TempDir Path directory;

  private String id;
  private boolean inLongTests;
  private int inodesUsedAgain;
  private ScenarioReport report;

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    String method = test.getTestMethod().orElseThrow().getName();
    id = method.substring(0, method.indexOf('_')).toUpperCase(Locale.ROOT);
    inLongTests = test.getTags().contains("long");
    report = new ScenarioReport(test.getTestClass().orElseThrow().getSimpleName());
  }

  /** Nothing may be missing, and no loss recorded. */
  Scenario scenario() {
    return scenario(ScenarioLoss.NOTHING);
  }

  Scenario scenario(ScenarioLoss loss) {
    return new Scenario(
        report,
        id,
        loss,
        directory,
        inLongTests ? Scenario.Thoroughness.COMPLETE : Scenario.Thoroughness.USUAL);
  }

  /** Played once, undisturbed: for what is large. */
  Scenario once(ScenarioLoss loss) {
    return new Scenario(report, id, loss, directory, Scenario.Thoroughness.ONCE);
  }

  boolean inLongTests() {
    return inLongTests;
  }

  ScenarioReport report() {
    return report;
  }

  void createOn(ScenarioWorld world, long inode, String name) throws IOException {
    inodesUsedAgain += world.createOn(inode, name) ? 1 : 0;
  }

  /** File systems of the ext family give the inode that was freed last; others need not. */
  @AfterEach
  void inodesThatWereFreedAreUsedAgain(TestInfo test) throws IOException {
    boolean freed = Set.of("A1", "A2", "D9").contains(id);
    if (freed && Files.getFileStore(directory).type().startsWith("ext")) {
      assertThat(inodesUsedAgain).as("files made on the inode of a removed one").isPositive();
    }
  }
}
