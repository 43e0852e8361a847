package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
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
  private static final int FEW_INODES = 64;
  private static final int MOST_INODES = 20_000;

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

  /** Where others make and remove files as well, many inodes may be free: once, all are tried. */
  void createOn(ScenarioWorld world, long inode, String name) throws IOException {
    int tries = world.undisturbed() ? MOST_INODES : FEW_INODES;
    inodesUsedAgain += world.createOn(inode, name, tries) ? 1 : 0;
  }

  /** Where no file came on the inode of a removed one, something else was played. */
  @AfterEach
  void inodesThatWereFreedAreUsedAgain() {
    if (Set.of("A1", "A2", "D9").contains(id)) {
      assumeThat(inodesUsedAgain).as("files made on the inode of a removed one").isPositive();
    }
  }
}
