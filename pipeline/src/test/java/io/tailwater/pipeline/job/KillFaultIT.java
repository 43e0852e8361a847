package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job is killed with -9 at random moments while its log grows and rotates once a second. */
class KillFaultIT {
  @TempDir Path directory;

  @Test
  void everyLineIsCommittedOnceAcrossFourKills() {
    everyLineOnce(4, 60_000, 1_500);
  }

  @Test
  @Tag("long")
  void everyLineIsCommittedOnceAcrossTwentyKills() {
    everyLineOnce(20, 300_000, 700);
  }

  private void everyLineOnce(int kills, long lines, int linesPerSecond) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    IngestRuns ingest = new IngestRuns(directory, Map.of("web", directory.resolve("access.log")));
    try (GrowingLog log = new GrowingLog(directory.resolve("access.log"), lines, linesPerSecond)) {
      for (int kill = 0; kill < kills; kill++) {
        ingest.killed(random, 3_000, log::finished);
      }
      try (JobProcess job = ingest.start()) {
        job.awaitWhileAlive(600, log::finished);
      }
    }
    ingest.once();
    CommittedLake lake = ingest.lake();
    assertThat(lake.number("select count(*) from events")).as("seed %d", seed).isEqualTo(lines);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(lines);
    assertThat(lake.number("select count(*) from rejects")).isZero();
    ingest.audit();
  }
}
