package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An erasure dies at a file that it writes or deletes; a job commits; the same is asked again. It
 * has no other effects than files and swaps of metadata, which are files too, so these are all the
 * moments that there are.
 */
class EraseMomentsFaultIT {
  private static final int NEVER = 1_000_000;

  @TempDir(factory = DirectoryInMemory.class)
  Path directory;

  @Test
  void anErasureGoesOnFromSomeMoments() throws IOException {
    long seed = Long.getLong("erase.seed", System.nanoTime());
    System.out.println("erase.seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    int files = endAndGoOn(NEVER, false);
    for (int i = 0; i < 3; i++) {
      endAndGoOn(random.nextInt(files), random.nextBoolean());
    }
  }

  @Test
  @Tag("long")
  void anErasureGoesOnFromEveryMoment() throws IOException {
    int files = endAndGoOn(NEVER, false);
    System.out.println("An erasure writes and deletes " + files + " files");
    assertThat(files).isGreaterThan(20);
    for (int file = 0; file < files; file++) {
      endAndGoOn(file, true);
      endAndGoOn(file, false);
    }
  }

  /** Returns the files that the first erasure wrote or deleted. */
  private int endAndGoOn(int dyingAt, boolean torn) throws IOException {
    Path warehouse = Files.createTempDirectory(directory, "lake");
    try (TestLake lake = TestLake.faulty(warehouse)) {
      PeopleLake people = new PeopleLake(lake);
      lake.start("run1");
      people.commit(lake.coordinator("run1"), "run1", 1, 2);
      FaultyFileIO.dieAt(warehouse, dyingAt, torn);
      boolean died = false;
      try {
        people.erase(PeopleLake.OF_PERSON);
      } catch (RuntimeException e) {
        died = true;
      }
      int left = FaultyFileIO.forget(warehouse);
      assertThat(died).isEqualTo(dyingAt < NEVER).isEqualTo(left < 0);
      String moment = "file " + dyingAt + (torn ? ", torn" : "");
      assertThat(people.findings()).as(moment).isEmpty();
      people.commit(lake.coordinator("run1"), "run1", 3, 1);
      people.erase(PeopleLake.OF_PERSON);
      assertThat(people.findings()).as(moment).isEmpty();
      assertThat(people.events()).as(moment).hasSize(3 * 16);
      assertThat(people.erased()).as(moment).isEqualTo(3 * 4);
      assertThat(new EventsOnDisk(warehouse).values("client_ip"))
          .as(moment)
          .doesNotContain(PeopleLake.PERSON);
      assertThat(ReceiptsOnDisk.erased(warehouse)).as(moment).isEqualTo(3 * 4);
      return dyingAt - left;
    }
  }
}
