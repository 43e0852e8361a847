package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random lives of a log against a model of what is in its files. */
class TailModelTest {
  @TempDir Path directory;

  @Test
  void everyLineThatIsStillThereIsHandedOnOnce() throws IOException {
    lives(0, 300);
  }

  /** A copy held what was read of two generations, and was taken for the lesser one. */
  @Test
  void aLifeThatOnceFailedDoesNotFailAgain() throws IOException {
    lives(10_091_102_324_552L, 1);
  }

  @Test
  @Tag("long")
  void everyLineThatIsStillThereIsHandedOnOnceInManyLives() throws IOException {
    lives(System.nanoTime(), 20_000);
  }

  private void lives(long firstSeed, int count) throws IOException {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      Path own = Files.createDirectory(directory.resolve("seed-" + seed));
      try (RandomTail life = new RandomTail(own.resolve("access.log"), seed)) {
        try {
          life.run();
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + seed + ": " + life, e);
        }
      }
    }
  }
}
