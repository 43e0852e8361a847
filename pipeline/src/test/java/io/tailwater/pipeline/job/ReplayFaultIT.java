package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays of rejects beside a job that commits twice a second, killed with -9 at random moments.
 * The job wants a format that no line has; by that of the replays every line is an event.
 */
class ReplayFaultIT {
  @TempDir Path directory;

  @Test
  void replaysBesideAJobThatIsKilledToo() {
    replayBesideAJob(2);
  }

  @Test
  @Tag("long")
  void manyReplaysBesideAJobThatIsKilledToo() {
    replayBesideAJob(20);
  }

  private void replayBesideAJob(int kills) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    IngestRuns ingest = new IngestRuns(directory, sets("json"));
    GrowingLog log = new GrowingLog(directory.resolve("access.log"), Long.MAX_VALUE, 700);
    try (log) {
      for (int kill = 0; kill < kills; kill++) {
        boolean askedAgain = kill == 0 || random.nextBoolean();
        long seq = ingest.lake().seq();
        try (JobProcess job = ingest.start()) {
          job.awaitWhileAlive(300, () -> ingest.lake().seq() > seq + 2);
          try (JobProcess replaying = replay()) {
            if (replaying.aliveFor(1_500 + random.nextInt(3_000))) {
              replaying.kill();
            }
          }
          if (askedAgain) {
            replayToTheEnd();
          }
          job.kill();
        }
      }
    }
    long lines = log.written();
    ingest.onceHere();
    replayToTheEnd();
    CommittedLake lake = ingest.lake();
    assertThat(lake.number("select count(*) from events")).isEqualTo(lines);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines);
    assertThat(lake.number("select count(*) from rejects where replayed_at is not null"))
        .isEqualTo(lines);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(lines);
    ingest.auditHere();
  }

  private void replayToTheEnd() {
    try (JobProcess replaying = replay()) {
      assertThat(replaying.await(300)).as(replaying.output()).isZero();
    }
  }

  private JobProcess replay() {
    List<String> arguments = new ArrayList<>(List.of("rejects", "replay"));
    for (String set : sets("combined")) {
      arguments.addAll(List.of("--set", set));
    }
    arguments.addAll(List.of("--set", "lake.warehouse=" + directory.resolve("lake")));
    return JobProcess.start(directory, arguments.toArray(String[]::new));
  }

  private List<String> sets(String format) {
    return List.of(
        "sources.0.id=web",
        "sources.0.paths.0=" + directory.resolve("access.log"),
        "sources.0.archives=backfill",
        "sources.0.format=" + format);
  }
}
