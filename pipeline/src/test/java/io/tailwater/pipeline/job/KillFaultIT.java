package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.JobProcess;
import java.nio.file.Path;
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
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    try (GrowingLog log = new GrowingLog(directory.resolve("access.log"), lines, linesPerSecond)) {
      for (int kill = 0; kill < kills; kill++) {
        long seq = lake.seq();
        try (JobProcess job = ingest()) {
          // Two kills in three come after a commit, so that the job gets on; the third comes any
          // time.
          if (random.nextInt(3) > 0) {
            job.awaitWhileAlive(60, () -> log.finished() || lake.seq() > seq);
          }
          job.aliveFor(random.nextInt(3_000));
          job.kill();
        }
      }
      try (JobProcess job = ingest()) {
        job.awaitWhileAlive(600, log::finished);
      }
    }
    try (JobProcess last = ingest("--once")) {
      assertThat(last.await(120)).as(last.output()).isZero();
    }
    assertThat(lake.number("select count(*) from events")).as("seed %d", seed).isEqualTo(lines);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(lines);
    assertThat(lake.number("select count(*) from rejects")).isZero();
    try (JobProcess audit = JobProcess.start(directory, "audit", "--set", warehouse())) {
      assertThat(audit.await(60)).as(audit.output()).isZero();
    }
  }

  private JobProcess ingest(String... more) {
    String[] args = {
      "ingest",
      "--set",
      warehouse(),
      "--set",
      "lake.commit_interval=500ms",
      "--set",
      "sources.0.id=web",
      "--set",
      "sources.0.paths.0=" + directory.resolve("access.log"),
      // The log rotates before the first job is up; by default such files are left alone.
      "--set",
      "sources.0.archives=backfill",
    };
    String[] all = new String[args.length + more.length];
    System.arraycopy(args, 0, all, 0, args.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return JobProcess.start(directory, all);
  }

  private String warehouse() {
    return "lake.warehouse=" + directory.resolve("lake");
  }
}
