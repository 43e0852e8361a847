package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Listings, clocks, patterns and quiet files: scenarios F15 to F20. */
class SurroundingsScenariosTest extends Scenarios {

  /** For the time of one look the file is not listed. */
  @Test
  void f15_aFileMissingInOneListingIsNotReadAgain() throws IOException {
    scenario(ScenarioLoss.NO_LINE)
        .openFiles(1)
        .play(
            world -> {
              world.write("app.log", 5);
              world.write("other.log", 5);
              world.checkpoint();
              for (int i = 0; i < 3; i++) {
                world.rename("app.log", "../elsewhere/app.log");
                world.push(1_100);
                world.poll(1);
                world.rename("../elsewhere/app.log", "app.log");
                world.write("app.log", 1);
                world.write("other.log", 1);
                world.read();
              }
              world.expectNoLossRecord();
            });
  }

  /** 3,000 changes without a look instead of 100,000. */
  @Test
  void f16_aBurstOfChangesIsCaughtUp() throws IOException {
    scenario()
        .chunksOf(4096)
        .play(
            world -> {
              world.write("app.log", 5);
              world.read();
              for (int i = 0; i < 1_000; i++) {
                Files.delete(Files.createFile(world.path("noise-" + i + ".log")));
              }
              world.write("app.log", 1_000);
              world.rename("app.log", "app.log.1");
              world.write("app.log", 5);
              world.read();
            });
  }

  @Test
  void f17_aClockThatJumpsAnHourChangesNothing() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("app.log", 5);
              world.read();
              world.rename("app.log", "app.log.1");
              world.write("app.log", 5);
              world.letPass(120_000);
              for (long jump : new long[] {3_600_000, -7_200_000, 3_600_000}) {
                world.commit();
                world.tail.clock.setWall(jump);
                world.write("app.log", 1);
                world.read();
                world.kill();
              }
              world.read();
              world.expectRecords(13);
            });
  }

  @Test
  void f18_aLogThatIsLeftOutForATimeKeepsItsOffset() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("a.log", 5);
              world.write("b.log", 5);
              world.checkpoint();
              world.stop();
              world.tail.select(world.tail.selection("a.log"));
              world.write("b.log", 2);
              world.write("a.log", 2);
              world.checkpoint();
              world.stop();
              world.tail.select(world.tail.selection("*.log"));
              world.write("b.log", 1);
              world.read();
            });
  }

  /** What the job makes of it, complete hours in the lake, is for the job's own tests. */
  @Test
  void f19_aQuietFileSaysThatItIsReadAndIsStillRead() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("quiet.log", 1);
              for (int i = 0; i < 4; i++) {
                world.write("busy.log", 3);
                world.letPass(10_000);
              }
              expectAllHeardOfAtTheirEnds(world);
              world.write("quiet.log", 2);
              world.read();
            });
  }

  @Test
  void f20_quietFilesSayNowAndThenThatTheyAreRead() throws IOException {
    scenario()
        .play(
            world -> {
              world.write("a.log", 3);
              world.write("b.log", 3);
              world.read();
              world.letPass(60_000);
              expectAllHeardOfAtTheirEnds(world);
            });
  }

  /** The newest file of each is being written, though it has a date. */
  @Test
  void f20_quietFilesWithDatedNamesSayNowAndThenThatTheyAreRead() throws IOException {
    scenario()
        .reading("*.log.*")
        .play(
            world -> {
              world.write("a.log.20260801", 3);
              world.write("b.log.20260801", 3);
              world.read();
              world.letPass(180_000);
              expectAllHeardOfAtTheirEnds(world);
            });
  }

  /** Each log's last word is that it is read, and the reader was heard of lately. */
  private static void expectAllHeardOfAtTheirEnds(ScenarioWorld world) {
    if (!world.undisturbed()) {
      return;
    }
    Map<String, Boolean> caughtUp = new HashMap<>();
    world.tail.chunks.forEach(chunk -> caughtUp.put(chunk.after().name(), chunk.caughtUp()));
    assertThat(caughtUp).hasSize(2).allSatisfy((stream, atEnd) -> assertThat(atEnd).isTrue());
    TailChunk last = world.tail.chunks.get(world.tail.chunks.size() - 1);
    assertThat(world.tail.clock.wallMillis() - last.readAtMillis())
        .as("since the reader was heard of, ms")
        .isLessThan(15_000);
  }
}
