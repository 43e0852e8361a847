package io.tailwater.connectors.tail.file;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Rotation by rename: scenarios B1 to B7 and B9 to B12. */
class RenameScenariosTest extends Scenarios {

  @Test
  void b1_aWriterMayStayWithTheRenamedFile() throws IOException {
    scenario()
        .play(
            world -> {
              try (ScenarioFiles.Held old = world.hold("app.log", true)) {
                old.write(3);
                world.poll(3);
                world.rename("app.log", "app.log.1");
                for (int i = 0; i < 6; i++) {
                  world.write("app.log", 2);
                  old.write(2);
                  world.push(5_000);
                  world.poll(4);
                }
              }
            });
  }

  /** The sink takes nothing for a minute; a backlog of 800 lines instead of 300 MB. */
  @Test
  void b2_aBacklogOfARotatedFileOutlivesBackPressure() throws IOException {
    scenario()
        .chunksOf(4096)
        .play(
            world -> {
              world.write("app.log", 800);
              world.poll(3);
              world.rename("app.log", "app.log.1");
              world.write("app.log", 5);
              world.push(60_000);
              world.poll(2);
              world.push(60_000);
              world.read();
            });
  }

  /** A reader busy with 500 lines instead of 300 MB. */
  @Test
  void b3_fiveRotationsWithinOneLookAreReadInOrder() throws IOException {
    scenario()
        .chunksOf(1024)
        .play(
            world -> {
              world.write("0.log", 500);
              world.poll(3);
              for (int i = 0; i < 5; i++) {
                world.shift("0.log", "");
                world.rename("0.log", "0.log.1");
                world.write("0.log", 5);
              }
              world.read();
              world.oracle.expectInOrder();
            });
  }

  @Test
  void b4_eachGenerationGoesOnAtItsOwnOffsetAfterRotationsWhileDown() throws IOException {
    scenario()
        .chunksOf(512)
        .play(
            world -> {
              for (int i = 0; i < 3; i++) {
                world.write("app.log", 20);
                world.poll(3);
                world.commit();
                world.shift("app.log", "");
                world.rename("app.log", "app.log.1");
              }
              world.stop();
              for (int i = 0; i < 5; i++) {
                world.write("app.log", 20);
                world.shift("app.log", "");
                world.rename("app.log", "app.log.1");
              }
              world.write("app.log", 1);
              world.read();
            });
  }

  /** Two files change places under three names; 10 cycles instead of 50. */
  @Test
  void b5_namesThatGoAroundAreReadOnce() throws IOException {
    scenario()
        .reading("out.*")
        .play(
            world -> {
              world.write("out.log", 3);
              world.write("out.lo1", 1);
              world.read();
              for (int i = 0; i < 10; i++) {
                world.rename("out.log", "out.lo3");
                world.rename("out.lo1", "out.log");
                world.rename("out.lo3", "out.lo1");
                world.write("out.log", 2);
                world.poll(3);
              }
            });
  }

  /** A process that starts meanwhile cannot know whether it was written to, and records that. */
  @Test
  void b6_aFileThatWasAwayGoesOnAtItsOffset() throws IOException {
    for (long away : new long[] {10_000, 600_000}) {
      scenario(ScenarioLoss.NO_LINE)
          .play(
              world -> {
                world.write("app.log", 10);
                world.checkpoint();
                world.rename("app.log", "../elsewhere/app.log");
                world.letPass(away);
                world.rename("../elsewhere/app.log", "app.log");
                world.write("app.log", 3);
                world.read();
                world.expectNoLossRecord();
              });
    }
  }

  @Test
  void b6_aFileThatWasAwayOverARestartGoesOnAtItsOffset() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.rename("app.log", "../elsewhere/app.log");
              world.stop();
              world.letPass(600_000);
              world.rename("../elsewhere/app.log", "app.log");
              world.write("app.log", 3);
              world.read();
            });
  }

  /** The directory has another name for two minutes, as if it were unmounted. */
  @Test
  void b7_aDirectoryThatWasAwayIsNotReadAgain() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .reading("app/*.log")
        .play(
            world -> {
              world.write("app/app.log", 10);
              world.checkpoint();
              world.rename("app", "../elsewhere/app");
              world.letPass(120_000);
              world.rename("../elsewhere/app", "app");
              world.write("app/app.log", 3);
              world.read();
              world.expectNoLossRecord();
            });
  }

  @Test
  void b9_aRenameAndBackIsNoRotation() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 10);
              world.read();
              world.rename("app.log", "app.log.1");
              world.poll(3);
              world.rename("app.log.1", "app.log");
              world.write("app.log", 3);
              world.read();
            });
  }

  @Test
  void b11_aRotationBySizeAndOneByDateWithinASecond() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 10);
              world.poll(2);
              world.write("app.log", 5);
              world.rename("app.log", "app.log.1");
              world.write("app.log", 2);
              world.rename("app.log", "app.log-20260911");
              world.write("app.log", 2);
              world.poll(3);
              world.rename("app.log.1", "app.log-20260911.1");
              world.write("app.log", 2);
              world.read();
            });
  }

  /** The file has no name left: who ends the process, ends the bytes. */
  @Test
  void b12_anUnreadFileThatAnotherIsRenamedOverIsReadWhileItIsHeld() throws IOException {
    scenario(ScenarioLoss.LINES_WHEN_ENDED)
        .chunksOf(256)
        .play(
            world -> {
              world.write("app.log", 30);
              world.poll(4);
              world.write("new.tmp", 10);
              world.rename("new.tmp", "app.log");
              world.read();
            });
  }
}
