package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Open files, ends and new starts: scenarios F1 to F6 and F9 to F13. */
class LifecycleScenariosTest extends Scenarios {

  /** One file may be open: reading one log closes the other just as that is written to. */
  @Test
  void f1_linesAppendedAsTheFileIsClosedAreRead() throws IOException {
    scenario().openFiles(1).play(world -> appendAround(world, 8));
  }

  @Test
  void f1_linesAppendedAsTheFileIsClosedAreReadInManyTries() throws IOException {
    int tries = inLongTests() ? 10_000 : 500;
    once(ScenarioLoss.NOTHING).openFiles(1).play(world -> appendAround(world, tries));
  }

  private static void appendAround(ScenarioWorld world, int tries) throws IOException {
    for (int i = 0; i < tries; i++) {
      world.write("a.log", 1);
      world.poll(1);
      world.write("b.log", 1);
      world.poll(1);
    }
    world.read();
  }

  /** A renamed file is given up after a quiet minute; its writer comes back just then. */
  @Test
  void f1_linesAppendedAsTheRenamedFileIsGivenUpAreRead() throws IOException {
    for (long more : new long[] {-1, 0, 1, 500}) {
      scenario()
          .play(
              world -> {
                try (ScenarioFiles.Held old = world.hold("app.log", true)) {
                  old.write(2);
                  world.read();
                  world.rename("app.log", "app.log.1");
                  world.write("app.log", 1);
                  for (int i = 0; i < 3; i++) {
                    world.poll(3);
                    world.push(60_000 + more);
                    old.write(1);
                    world.poll(2);
                  }
                }
              });
    }
  }

  /** The sink refuses three times what was read; 500 and 8 lines instead of 5,000 and 8. */
  @Test
  void f2_linesThatTheSinkRefusedAreReadAgain() throws IOException {
    scenario()
        .openFiles(1)
        .chunksOf(2048)
        .play(
            world -> {
              world.write("app.log", 500);
              world.write("other.log", 5);
              for (int i = 0; i < 3; i++) {
                world.poll(6);
                world.kill();
              }
              world.write("app.log", 8);
              world.read();
            });
  }

  @Test
  void f3_aSinkThatIsDownForTenMinutesCostsNothing() throws IOException {
    scenario()
        .chunksOf(512)
        .play(
            world -> {
              world.write("app.log", 40);
              world.poll(3);
              world.push(300_000);
              world.write("app.log", 5);
              world.kill();
              world.rename("app.log", "app.log.1");
              world.write("app.log", 5);
              world.push(300_000);
              world.read();
            });
  }

  @Test
  void f4_aKillRightAfterALineWasReadRepeatsNothing() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 10);
              world.checkpoint();
              world.write("app.log", 1);
              world.read();
              world.kill();
              world.read();
              world.expectRecords(11);
            });
  }

  /** 300 unread lines instead of 100 MB. */
  @Test
  void f5_aRemovedFileIsReadToItsEndWhileItIsHeld() throws IOException {
    scenario(ScenarioLoss.LINES_WHEN_ENDED)
        .chunksOf(1024)
        .play(
            world -> {
              world.write("app.log", 300);
              world.poll(4);
              world.delete("app.log");
              world.poll(30);
              world.write("app.log", 3);
              world.read();
              world.letPass(120_000);
              world.expectRecords(303);
              world.expectNoLossRecord();
            });
  }

  @Test
  void f6_nothingIsEverRemoved() throws IOException {
    scenario()
        .play(
            world -> {
              world.text("app.log", "no line feed yet");
              for (int hour = 0; hour < 3; hour++) {
                world.read();
                world.push(3_600_000);
              }
              world.rename("app.log", "app.log.1");
              world.push(3_600_000);
              assertThat(Files.readString(world.path("app.log.1"))).isEqualTo("no line feed yet");
              world.leaveUnfinished("app.log.1");
            });
  }

  @Test
  void f9_moreLogsThanMayBeOpenAreRotatedAndReadOnce() throws IOException {
    scenario()
        .openFiles(2)
        .chunksOf(256)
        .play(
            world -> {
              for (int i = 0; i < 6; i++) {
                world.write("log-" + (char) ('a' + i) + ".log", 10);
              }
              world.poll(3);
              for (int i = 0; i < 6; i++) {
                String name = "log-" + (char) ('a' + i) + ".log";
                world.rename(name, name + ".1");
                world.write(name, 3);
                world.poll(1);
              }
              world.read();
            });
  }

  /** Killed between the news that a generation is final and the commit of it, and after that. */
  @Test
  void f10_aFinishedGenerationIsNotReadAgain() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 10);
              world.read();
              world.rename("app.log", "app.log.1");
              world.write("app.log", 3);
              world.commit();
              world.letPass(120_000);
              world.kill();
              world.read();
              world.letPass(120_000);
              world.commit();
              world.kill();
              world.read();
              world.expectRecords(13);
            });
  }

  @Test
  void f11_endsDuringTheStartLoseNoLog() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("a.log", 5);
              world.write("b.log", 5);
              world.checkpoint();
              world.kill();
              world.start();
              world.kill();
              world.start();
              world.commit();
              world.kill();
              world.write("b.log", 1);
              world.read();
            });
  }

  @Test
  void f12_logsSpreadOverOtherReadersAreReadOnce() throws IOException {
    scenario()
        .chunksOf(256)
        .play(
            world -> {
              for (int readers : new int[] {1, 4, 2}) {
                world.stop();
                world.tail.spreadOver(readers);
                for (String name : new String[] {"a.log", "b.log", "c.log"}) {
                  world.write(name, 10);
                }
                world.poll(3);
                world.rename("a.log", "a.log." + (9 - readers));
              }
              world.read();
            });
  }

  @Test
  void f13_anInterruptMovesNoOffset() throws IOException {
    scenario()
        .chunksOf(256)
        .play(
            world -> {
              world.write("app.log", 20);
              world.poll(3);
              world.write("app.log", 5);
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> world.tail.drain()).isInstanceOf(IOException.class);
              assertThat(Thread.interrupted()).isTrue();
              world.stop();
              world.read();
              world.expectRecords(25);
            });
  }
}
