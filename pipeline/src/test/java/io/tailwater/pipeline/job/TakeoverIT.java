package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs with one pipeline id. */
class TakeoverIT {
  private static final long MORE_THAN_ARE_WRITTEN = 1_000_000;

  @TempDir Path directory;
  private Path file;
  private IngestRuns ingest;
  private CommittedLake lake;

  @BeforeEach
  void prepare() {
    file = directory.resolve("access.log");
    ingest = new IngestRuns(directory, Map.of("web", file));
    lake = ingest.lake();
  }

  @Test
  void theOlderOfTwoJobsStopsWithTheReasonAndTheNewerGoesOn() {
    try (GrowingLog log = new GrowingLog(file, MORE_THAN_ARE_WRITTEN, 500);
        JobProcess older = ingest.start()) {
      older.awaitWhileAlive(60, () -> lake.seq() > 2);
      try (JobProcess newer = ingest.start()) {
        assertStoppedByTheOther(older);
        long seq = lake.seq();
        newer.awaitWhileAlive(60, () -> lake.seq() > seq + 1);
      }
    }
  }

  @Test
  @Tag("long")
  void aJobThatSleptThroughTheTakeoverStopsWhenItWakesAndNothingIsCountedTwice() {
    long lines;
    try (GrowingLog log = new GrowingLog(file, MORE_THAN_ARE_WRITTEN, 500);
        JobProcess zombie = ingest.start()) {
      zombie.awaitWhileAlive(60, () -> lake.seq() > 2);
      zombie.suspend();
      try (JobProcess newer = ingest.start()) {
        long seq = lake.seq();
        newer.awaitWhileAlive(60, () -> lake.seq() > seq + 2);
        zombie.resume();
        assertStoppedByTheOther(zombie);
        long stopped = lake.seq();
        newer.awaitWhileAlive(60, () -> lake.seq() > stopped);
      }
      log.close();
      lines = log.written();
    }
    ingest.onceHere();
    assertThat(lake.number("select count(*) from events")).isEqualTo(lines);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines);
    ingest.auditHere();
  }

  private static void assertStoppedByTheOther(JobProcess job) {
    assertThat(job.await(60)).as(job.output()).isEqualTo(1);
    assertThat(job.printed("tailwater: Another job with this pipeline id has taken over"))
        .as(job.output())
        .isTrue();
  }
}
