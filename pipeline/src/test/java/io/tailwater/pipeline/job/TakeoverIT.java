package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.JobProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverIT {
  @TempDir Path directory;

  @Test
  void theOlderOfTwoJobsStopsWithTheReasonAndTheNewerGoesOn() {
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    try (GrowingLog log = new GrowingLog(directory.resolve("access.log"), 60_000, 1_000);
        JobProcess older = ingest()) {
      older.awaitWhileAlive(60, () -> lake.seq() > 1);
      try (JobProcess newer = ingest()) {
        assertThat(older.await(60)).as(older.output()).isEqualTo(1);
        assertThat(older.printed("tailwater: Another job with this pipeline id has taken over"))
            .as(older.output())
            .isTrue();
        long seq = lake.seq();
        newer.awaitWhileAlive(60, () -> lake.seq() > seq + 1);
      }
    }
  }

  private JobProcess ingest() {
    return JobProcess.start(
        directory,
        "ingest",
        "--set",
        "lake.warehouse=" + directory.resolve("lake"),
        "--set",
        "lake.commit_interval=500ms",
        "--set",
        "sources.0.id=web",
        "--set",
        "sources.0.paths.0=" + directory.resolve("access.log"));
  }
}
