package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Scenario B10: the chain of links and the rotations of a Kubernetes node. */
class KubernetesScenariosTest extends Scenarios {
  private static final String POD = "pods/web/";

  /** By the link alone, and by both paths at once; 5 rotations instead of 20. */
  @Test
  void b10_aLinkedLogIsReadOnceThroughRotations() throws IOException {
    for (String[] patterns :
        new String[][] {{"containers/*.log"}, {"containers/*.log", "pods/*/*.log"}}) {
      scenario()
          .reading(patterns)
          .chunksOf(1024)
          .play(
              world -> {
                world.write(POD + "0.log", 10);
                world.write("containers/unrelated.log", 1);
                world.point("containers/x.log", POD + "0.log");
                world.read();
                for (int i = 0; i < 5; i++) {
                  world.write(POD + "0.log", 20);
                  world.poll(2);
                  rotate(world, "20260910-12000" + i);
                  world.write(POD + "0.log", 5);
                }
                world.read();
              });
    }
  }

  /**
   * The kubelet's way: a time stamp, a new file, then the older ones packed under a name between.
   */
  private static void rotate(ScenarioWorld world, String stamp) throws IOException {
    String rotated = POD + "0.log." + stamp;
    world.rename(POD + "0.log", rotated);
    world.write(POD + "0.log", 5);
    world.poll(1);
    byte[] packed = ScenarioArchive.GZIP.pack(Files.readAllBytes(world.path(rotated)));
    world.put(rotated + ".tmp", packed, 0, packed.length / 2);
    world.put(rotated + ".tmp", packed, packed.length / 2, packed.length);
    world.rename(rotated + ".tmp", rotated + ".gz");
    world.delete(rotated);
  }

  /** 40 starts, of which the kubelet keeps the last file; the next one comes while we are down. */
  @Test
  void b10_aContainerThatStartsAgainAndAgainIsReadToItsEnd() throws IOException {
    once(ScenarioLoss.NOTHING)
        .reading("containers/*.log")
        .play(
            world -> {
              world.write("containers/unrelated.log", 1);
              for (int start = 0; start < 40; start++) {
                world.write(POD + start + ".log", 2);
                world.point("containers/x.log", POD + start + ".log");
                world.read();
                if (start > 0) {
                  world.delete(POD + (start - 1) + ".log");
                }
                world.letPass(70_000);
              }
              world.stop();
              world.write(POD + "39.log", 3);
              world.write(POD + "40.log", 2);
              world.point("containers/x.log", POD + "40.log");
              world.push(70_000);
              world.read();
            });
  }

  /** A container that starts again: the link leads to another file from then on. */
  @Test
  void b10_aLinkThatIsPointedElsewhereIsFollowed() throws IOException {
    scenario()
        .reading("containers/*.log", "pods/*/*.log")
        .play(
            world -> {
              world.write(POD + "0.log", 10);
              world.write("containers/unrelated.log", 1);
              world.point("containers/x.log", POD + "0.log");
              world.read();
              world.write(POD + "0.log", 3);
              world.write(POD + "1.log", 4);
              world.point("containers/x.log", POD + "1.log");
              world.poll(3);
              world.write(POD + "1.log", 4);
              world.read();
            });
  }
}
