package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** Scenarios F8 and F14, each in a process of its own, which tests the limits of that process. */
class ProcessScenariosTest extends Scenarios {
  private static final int OPEN_FILES = 64;

  /** 200 logs, played in a process that may open 64 files, the class path among them. */
  @Test
  void f8_moreLogsThanFilesMayBeOpenAreReadOnce() throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    ScenarioProcess.runWithOpenFiles(OPEN_FILES, FewOpenFiles.class, work);
    report().adopt(work.resolve("target/scenarios/FewOpenFiles.tsv"));
  }

  /** Played as a user whom {@code chmod 000} stops from reading. */
  @Test
  void f14_aFileThatMayNotBeReadForAMinuteIsReadAfterIt() throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    ScenarioProcess.runUnprivileged(PermissionLost.class, directory, work);
    report().adopt(work.resolve("target/scenarios/PermissionLost.tsv"));
  }

  /** Played as that user: a log has no say about a file that it never could open. */
  @Test
  void f14_aFileThatCouldNeverBeReadUnderItsFirstNameIsReadUnderItsNext() throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    ScenarioProcess.runUnprivileged(NeverReadable.class, directory, work);
    report().adopt(work.resolve("target/scenarios/NeverReadable.tsv"));
  }

  /** As that user, in a directory that others may open files in, and none may list. */
  @Test
  void f14_aLogInADirectoryThatMayNotBeListedIsReadOverARotation() throws Exception {
    Path work = Files.createDirectory(directory.resolve("work"));
    ScenarioProcess.runUnprivileged(UnlistableDirectory.class, directory, work);
    report().adopt(work.resolve("target/scenarios/UnlistableDirectory.tsv"));
  }

  /** What {@link #f8_moreLogsThanFilesMayBeOpenAreReadOnce} plays. */
  static final class FewOpenFiles {
    public static void main(String[] args) throws IOException {
      new Scenario(
              new ScenarioReport("FewOpenFiles"),
              "F8",
              ScenarioLoss.NOTHING,
              Path.of(args[0]),
              Scenario.Thoroughness.ONCE)
          .openFiles(16)
          .play(
              world -> {
                for (int round = 0; round < 3; round++) {
                  for (int log = 0; log < 200; log++) {
                    world.write("log" + log + "x.log", 2);
                  }
                  world.poll(50);
                }
                world.rename("log7x.log", "log7x.log.1");
                world.read();
              });
    }
  }

  /** What {@link #f14_aFileThatMayNotBeReadForAMinuteIsReadAfterIt} plays. */
  static final class PermissionLost {
    public static void main(String[] args) throws IOException {
      new Scenario(
              new ScenarioReport("PermissionLost"),
              "F14",
              ScenarioLoss.NOTHING,
              Path.of(args[0]),
              Scenario.Thoroughness.USUAL)
          .openFiles(1)
          .play(
              world -> {
                world.write("app.log", 5);
                world.write("other.log", 5);
                world.read();
                permit(world, "---------");
                for (int second = 0; second < 12; second++) {
                  world.tryRead();
                }
                if (world.undisturbed()) {
                  assertThat(world.tail.count(counters -> counters.readFailures.sum()))
                      .as("attempts to read that were refused")
                      .isPositive();
                }
                permit(world, "rw-r--r--");
                world.write("app.log", 3);
                world.write("other.log", 1);
                world.read();
              });
    }

    private static void permit(ScenarioWorld world, String permissions) throws IOException {
      Files.setPosixFilePermissions(
          world.path("app.log"), PosixFilePermissions.fromString(permissions));
      world.step();
    }
  }

  /** What {@link #f14_aFileThatCouldNeverBeReadUnderItsFirstNameIsReadUnderItsNext} plays. */
  static final class NeverReadable {
    public static void main(String[] args) throws IOException {
      new Scenario(
              new ScenarioReport("NeverReadable"),
              "F14",
              ScenarioLoss.NOTHING,
              Path.of(args[0]),
              Scenario.Thoroughness.USUAL)
          .play(
              world -> {
                world.write("a.log", 5);
                permit(world.path("a.log"), "---------");
                for (int look = 0; look < 3; look++) {
                  world.tryRead();
                }
                world.rename("a.log", "b.log");
                world.tryRead();
                permit(world.path("b.log"), "rw-r--r--");
                world.write("b.log", 2);
                world.read();
                if (world.undisturbed()) {
                  assertThat(world.tail.chunks)
                      .extracting(chunk -> chunk.after().name())
                      .as("streams, each the first on its file")
                      .isNotEmpty()
                      .allMatch(name -> name.contains("/b.log#") && name.endsWith(".0"));
                }
              });
    }

    private static void permit(Path file, String permissions) throws IOException {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
  }

  /** What {@link #f14_aLogInADirectoryThatMayNotBeListedIsReadOverARotation} plays. */
  static final class UnlistableDirectory {
    public static void main(String[] args) throws IOException {
      new Scenario(
              new ScenarioReport("UnlistableDirectory"),
              "F14",
              ScenarioLoss.NOTHING,
              Path.of(args[0]),
              Scenario.Thoroughness.USUAL)
          .play(
              world -> {
                world.write("app.log", 5);
                world.read();
                permit(world, "-wx------");
                world.write("app.log", 3);
                world.tryRead();
                world.rename("app.log", "app.log.1");
                world.write("app.log", 2);
                world.tryRead();
                world.expectRecords(10);
                if (world.undisturbed()) {
                  assertThat(world.tail.count(counters -> counters.readFailures.sum()))
                      .as("attempts to list the directory that were refused")
                      .isPositive();
                }
                permit(world, "rwx------");
                world.write("app.log", 1);
                world.read();
              });
    }

    private static void permit(ScenarioWorld world, String permissions) throws IOException {
      Files.setPosixFilePermissions(
          world.path("app.log").getParent(), PosixFilePermissions.fromString(permissions));
      world.step();
    }
  }
}
