package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream's name is given once. */
class StreamNameTest {
  @TempDir Path directory;

  /** A file system may give a new file the inode of one just removed, at the same birth time. */
  @Test
  void isNotThatOfOneThatWentOnInAnotherFileBeforeARestart() throws IOException {
    Path log = directory.resolve("access.log");
    Files.writeString(log, "a\n");
    FileKey key = FileStat.of(log).key();
    FileKey elsewhere = new FileKey(key.dev(), key.ino() + 1, key.birthNs());
    String name = Generation.name(log.toString(), key, 0);
    Generation moved =
        new Generation(
            name,
            log + ".1.gz",
            "host",
            elsewhere,
            0,
            Generation.Place.START,
            0,
            0,
            Codec.GZIP,
            20,
            0,
            Generation.State.FINAL,
            0);
    FileSelection selection =
        new FileSelection(List.of(log.toString()), List.of(), Archives.CONTINUE);
    LineagePlan plan =
        new LineagePlan(
            "", log, selection, StartFrom.BEGINNING, 100, List.of(moved), true, Pinning.NONE);
    try (TailEngine engine =
        new TailEngine(TailOptions.defaults(false), new PushedClock(), "host")) {
      engine.add("web", plan);
      assertThat(engine.look())
          .extracting(seen -> seen.chunk().after().name())
          .containsExactly(Generation.name(log.toString(), key, 1));
    }
  }
}
