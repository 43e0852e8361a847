package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More archives than are unpacked at a time, each to be read on far behind its start. */
class ManyArchivesTest {
  private static final String[] LOGS = {"a.log", "b.log", "c.log", "d.log"};

  @TempDir Path directory;

  @Test
  void archivesThatAreReadOnFarBehindTheirStartsTakeTurns() throws IOException {
    ScenarioSettings settings = ScenarioSettings.in(directory);
    TailOptions options = settings.options().withOpenFiles(1).withChunkBytes(1 << 20);
    ScenarioWorld world = new ScenarioWorld(settings.with(options), ScenarioVariant.quiet());
    try {
      for (String log : LOGS) {
        world.write(log, 90, 60_000);
      }
      world.checkpoint();
      for (String log : LOGS) {
        world.write(log, 50, 60_000);
        world.rename(log, log + ".1");
        world.pack(log + ".1", ScenarioArchive.GZIP);
        world.write(log, 1);
      }
      world.read();
      world.stop();
      world.read();
      world.poll(500);
      ScenarioOracle.Result result = world.oracle.result();
      result.requireSound();
      assertThat(result.missing()).isZero();
      assertThat(world.tail.bytesUnpacked())
          .as("bytes unpacked, of about 8.4 MB in each archive")
          .isLessThan(LOGS.length * 20_000_000L);
    } finally {
      world.tail.close();
    }
  }
}
