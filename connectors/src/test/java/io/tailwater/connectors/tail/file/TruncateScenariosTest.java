package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Files that are emptied, cut and refilled: scenarios C1 to C8 and C10 to C13. */
class TruncateScenariosTest extends Scenarios {

  @Test
  void c1_aRefillBeyondTheOldOffsetIsReadFromItsStart() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.overwrite("app.log", 100);
              world.read();
            });
  }

  @Test
  void c2_linesOnlyInACopyElsewhereAreRecordedAsLost() throws IOException {
    scenario(ScenarioLoss.LINES)
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.write("app.log", 5);
              world.copy("app.log", "../elsewhere/app.log.1");
              world.overwrite("app.log", 20);
              world.checkpoint();
              world.expectRecords(30);
            });
  }

  @Test
  void c3_copiesBesideTheLogAreNotReadAgain() throws IOException {
    scenario(ScenarioLoss.NO_LINE_BUT_KNOWLEDGE)
        .play(
            world -> {
              for (int i = 0; i < 5; i++) {
                world.write("app.log", 8);
                world.read();
                copyTruncate(world);
              }
              world.write("app.log", 3);
              world.read();
            });
  }

  private static void copyTruncate(ScenarioWorld world) throws IOException {
    world.shift("app.log", "");
    world.copy("app.log", "app.log.1");
    world.truncate("app.log", 0);
  }

  @Test
  void c4_copiesPackedWhileDownAreReadOnce() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 50);
              world.checkpoint();
              world.stop();
              for (int i = 0; i < 2; i++) {
                world.shift("app.log", ".gz");
                world.copy("app.log", "app.log.1");
                world.truncate("app.log", 0);
                world.pack("app.log.1", ScenarioArchive.GZIP);
                world.write("app.log", 50);
              }
              world.read();
            });
  }

  @Test
  void c5_unreadLinesAreReadFromTheCopyAndBothGoOn() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.write("app.log", 4);
              copyTruncate(world);
              world.write("app.log", 3);
              world.read();
              world.write("app.log.1", 3);
              world.write("app.log", 3);
              world.read();
            });
  }

  @Test
  void c6_aRefillWhileDownIsReadFromItsStart() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.stop();
              world.overwrite("app.log", 30);
              world.read();
            });
  }

  @Test
  void c7_zerosLeftByAWriterThatDoesNotAppendAreSkipped() throws IOException {
    // A process that is killed after the zeros knows nothing that a copy could be told by.
    scenario(ScenarioLoss.NO_LINE_BUT_KNOWLEDGE)
        .play(
            world -> {
              try (ScenarioFiles.Held writer = world.hold("app.log", false)) {
                writer.write(20);
                world.read();
                for (int i = 0; i < 3; i++) {
                  copyTruncate(world);
                  writer.write(5);
                  world.read();
                }
              }
            });
  }

  /** A hole of 128 MiB, read through a chunk at a time. */
  @Test
  void c7_aLongHoleIsReadThroughInBlocks() throws IOException {
    once(ScenarioLoss.NO_LINE)
        .chunksOf(1 << 20)
        .play(
            world -> {
              try (ScenarioFiles.Held writer = world.hold("app.log", false)) {
                writer.write(1);
                world.checkpoint();
                world.truncate("app.log", 0);
                writer.skipTo(128L << 20);
                writer.write(2);
                world.read();
              }
              long zeros =
                  world.tail.ofKind(TailChunk.Kind.ZEROS).stream()
                      .mapToLong(chunk -> chunk.to() - chunk.from())
                      .sum();
              assertThat(zeros).isEqualTo(128L << 20);
            });
  }

  @Test
  void c8_aShellThatOverwritesEachTenthLineCostsWhatIsRecorded() throws IOException {
    scenario(ScenarioLoss.LINES)
        .play(
            world -> {
              for (int i = 1; i <= 50; i++) {
                if (i % 10 == 0) {
                  world.overwrite("app.log", 1);
                } else {
                  world.write("app.log", 1);
                }
                if (i % 7 == 0) {
                  world.read();
                }
              }
            });
  }

  @Test
  void c10_aFileWithoutItsLastLineIsNotReadAgain() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .play(
            world -> {
              world.write("app.log", 20);
              long before = Files.size(world.path("app.log"));
              world.write("app.log", 1);
              world.checkpoint();
              world.truncate("app.log", before);
              world.poll(2);
              world.write("app.log", 2);
              world.read();
            });
  }

  @Test
  void c11_aFileCutAtALineGoesOnThere() throws IOException {
    for (boolean seen : new boolean[] {true, false}) {
      scenario(ScenarioLoss.NO_LINE)
          .play(
              world -> {
                world.write("app.log", 15);
                long kept = Files.size(world.path("app.log"));
                world.write("app.log", 10);
                world.checkpoint();
                world.truncate("app.log", kept);
                if (seen) {
                  world.read();
                }
                world.write("app.log", 20);
                world.read();
              });
    }
  }

  /** 8 rounds instead of 100, every other one with a restart. */
  @Test
  void c12_noOffsetIsEverBeyondItsFile() throws IOException {
    scenario()
        .play(
            world -> {
              for (int i = 0; i < 8; i++) {
                world.write("app.log", 5);
                world.checkpoint();
                for (Generation known : world.tail.ledger()) {
                  assertThat(known.offset())
                      .as("offset of %s", known.name())
                      .isLessThanOrEqualTo(Files.size(Path.of(known.path())));
                }
                copyTruncate(world);
                if (i % 2 == 0) {
                  world.stop();
                }
              }
            });
  }

  /**
   * The documented limit: the same 256 bytes before the old offset. Of a refill with equal lines,
   * as many as were read before cannot be told from them.
   */
  @Test
  void c13_aRefillOfTheSameBytesIsTakenForTheSameFile() throws IOException {
    String line = "the same line each time, without a time stamp in it, forty times over\n";
    scenario(ScenarioLoss.LINES)
        .play(
            world -> {
              world.text("app.log", line.repeat(40));
              world.checkpoint();
              world.truncate("app.log", 0);
              world.text("app.log", line.repeat(60));
              world.oracle.expectUndetectable(line.stripTrailing(), 40);
              world.read();
            });
  }
}
