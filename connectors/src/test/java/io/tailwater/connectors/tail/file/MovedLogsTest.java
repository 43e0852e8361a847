package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that moved to where the patterns name them, from where the patterns named them before. */
class MovedLogsTest {
  @TempDir Path directory;
  private ScenarioWorld world;

  @BeforeEach
  void readLogsWhereTheyAreFirst() throws IOException {
    ScenarioSettings settings = ScenarioSettings.in(directory).reading("old/*.log");
    world =
        new ScenarioWorld(
            settings.with(settings.options().withChunkBytes(256)), ScenarioVariant.quiet());
    world.write("old/app.log", 8);
    world.write("old/app.log.1", 4);
    world.checkpoint();
    world.rename("old/app.log.1", "old/app.log.2");
    world.rename("old/app.log", "old/app.log.1");
    world.write("old/app.log", 20);
    world.oracle.expectLeftAlone("old/app.log.2");
  }

  @AfterEach
  void close() throws IOException {
    world.tail.close();
  }

  @Test
  void aMovedLogGoesOnAtItsOffsetThoughItsOldPathIsNotReadAnyMore() throws IOException {
    world.poll(4);
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    world.write("new/app.log", 3);
    readAllOnce();
  }

  @Test
  void aMovedLogGoesOnAtEachOfSeveralStartsAndInTheArchiveMadeMeanwhile() throws IOException {
    world.poll(4);
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    world.write("new/app.log", 30);
    world.poll(6);
    world.stop();
    world.write("new/app.log", 9);
    world.rename("new/app.log", "new/app.log.3");
    world.pack("new/app.log.3", ScenarioArchive.GZIP);
    world.write("new/app.log", 5);
    world.read();
    world.kill();
    world.read();
    world.stop();
    world.write("new/app.log", 2);
    readAllOnce();
  }

  @Test
  void aMovedLogIsReadOnceThoughTheProcessEndsBeforeThatIsCommitted() throws IOException {
    world.poll(4);
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    for (int polls = 1; polls < 8; polls++) {
      world.poll(polls);
      world.kill();
    }
    readAllOnce();
  }

  @Test
  void aMovedLogThatIsEmptiedThereIsReadFromItsStart() throws IOException {
    world.read();
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    world.read();
    world.truncate("new/app.log", 0);
    world.write("new/app.log", 2);
    world.read();
    world.stop();
    world.tail.select(world.tail.selection("old/*.log", "new/*.log"));
    world.write("new/app.log", 2);
    readAllOnce(1);
  }

  @Test
  void aMovedLogKeepsItsOffsetWhenBothPathsAreReadAgain() throws IOException {
    world.poll(4);
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    world.poll(5);
    world.stop();
    Files.createDirectory(world.path("old"));
    world.tail.select(world.tail.selection("old/*.log", "new/*.log"));
    world.write("new/app.log", 1);
    world.write("old/app.log", 2);
    readAllOnce();
  }

  @Test
  void whatMovedBackWhileItsPathIsLeftOutGoesOnWhenThatIsReadAgain() throws IOException {
    world.poll(4);
    world.stop();
    move("old", "new");
    world.tail.select(world.tail.selection("new/*.log"));
    world.read();
    world.stop();
    move("new", "old");
    world.write("old/app.log", 2);
    world.tail.select(world.tail.selection("old/*.log"));
    readAllOnce();
  }

  private void move(String from, String to) throws IOException {
    Files.move(world.path(from), world.path(to));
  }

  private void readAllOnce() throws IOException {
    readAllOnce(0);
  }

  /**
   * @param truncations each is recorded, though all had been read
   */
  private void readAllOnce(int truncations) throws IOException {
    world.read();
    world.tail.clock.push(70_000);
    world.read();
    ScenarioOracle.Result result = world.oracle.result();
    result.requireSound();
    assertThat(result.missing()).as("%s", world.tail).isZero();
    assertThat(result.recorded()).as("%s", world.tail).isEqualTo(truncations);
  }
}
