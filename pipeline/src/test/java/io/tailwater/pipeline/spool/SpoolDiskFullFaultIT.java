package io.tailwater.pipeline.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.SmallDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spool's disk fills up in the middle of a line, and has space again later. */
class SpoolDiskFullFaultIT {
  @TempDir Path directory;

  @Test
  void whatIsToldStoredIsThereOnceAndNoLineIsTorn() throws Exception {
    List<String> stored = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 4)) {
      Path folder = directory.resolve("disk/spool");
      try (Spool spool = Spool.open(folder, 1 << 20, Duration.ofDays(1), Clock.systemUTC())) {
        for (int round = 0; round < 3; round++) {
          append(spool, "before " + round, stored, refused);
          disk.fill();
          append(spool, "full " + round, stored, refused);
          append(spool, "still full " + round, stored, refused);
          disk.free();
          append(spool, "after " + round, stored, refused);
        }
        assertThat(refused).hasSize(6);
        assertThat(stored).hasSize(6);
        List<String> lines = new ArrayList<>();
        for (Path segment : spool.segments()) {
          assertThat(Files.readString(segment)).endsWith("\n");
          Files.readAllLines(segment).stream().filter(line -> !line.isBlank()).forEach(lines::add);
        }
        assertThat(lines).containsExactlyElementsOf(stored);
      }
    }
  }

  private static void append(Spool spool, String name, List<String> stored, List<String> refused)
      throws InterruptedException {
    String line = name + " " + "x".repeat(100_000);
    try {
      spool.append(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      stored.add(line);
    } catch (SpoolException e) {
      assertThat(e).hasMessageContaining("No space left on device");
      refused.add(line);
    }
  }
}
