package io.tailwater.connectors.tail.file;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Scenarios that cost lines when the process ends, with pins: they cost nothing then. */
class PinScenariosTest extends Scenarios {

  @Test
  void b6_aPinnedFileThatWasAwayOverARestartIsReadMeanwhile() throws IOException {
    scenario()
        .pinned()
        .chunksOf(256)
        .play(
            world -> {
              world.write("app.log", 30);
              world.poll(4);
              world.rename("app.log", "../elsewhere/app.log");
              world.kill();
              world.letPass(600_000);
              world.rename("../elsewhere/app.log", "app.log");
              world.write("app.log", 3);
              world.read();
            });
  }

  @Test
  void b12_aPinnedFileThatAnotherIsRenamedOverOutlivesTheProcess() throws IOException {
    scenario()
        .pinned()
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

  @Test
  void f5_aPinnedFileThatIsRemovedOutlivesTheProcess() throws IOException {
    scenario()
        .pinned()
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
            });
  }
}
