package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.LogRotation;
import io.tailwater.pipeline.testing.Programs;
import io.tailwater.pipeline.testing.RequestCount;
import io.tailwater.pipeline.testing.RotatingServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx answers requests, a real logrotate takes its logs away once a second in every mode,
 * and the job is killed with -9 meanwhile: the responses that the clients counted are the events in
 * the lake.
 */
class NginxLogrotateFaultIT {
  @TempDir Path directory;

  @Test
  void everyResponseIsAnEventInEveryModeAcrossThreeKills() {
    everyResponseIsAnEvent(3, 300, 40);
  }

  @Test
  @Tag("long")
  void everyResponseIsAnEventInEveryModeAcrossThirtyKills() {
    everyResponseIsAnEvent(30, 500, 100);
  }

  private void everyResponseIsAnEvent(int kills, int perSecond, int kept) {
    Programs.require(LogRotation.programs());
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (RotatingServer server = new RotatingServer(directory.resolve("nginx"), perSecond, kept)) {
      IngestRuns ingest = new IngestRuns(directory, server.logs());
      for (int kill = 0; kill < kills; kill++) {
        ingest.killed(random, 3_000, () -> false);
      }
      Map<LogRotation, Long> responses = stoppedUnderTheJob(server, ingest);
      ingest.once();
      List<RequestCount> counts =
          responses.keySet().stream()
              .map(r -> RequestCount.of(r, responses.get(r), ingest.lake(), server.log(r)))
              .toList();
      counts.forEach(System.out::println);
      counts.forEach(count -> count.result().report(getClass()));
      assertThat(counts.stream().filter(count -> !count.result().isRight()))
          .as("seed %d, %d rotations", seed, server.rotations())
          .isEmpty();
      // logrotate truncates right after it has copied: a line or two fall in between.
      assertThat(counts).allMatch(count -> count.missing() <= 5L * server.rotations());
      ingest.audit();
    }
  }

  /** The last requests come while a job runs, so that it meets the end of the load alive. */
  private static Map<LogRotation, Long> stoppedUnderTheJob(
      RotatingServer server, IngestRuns ingest) {
    long seq = ingest.lake().seq();
    try (JobProcess job = ingest.start()) {
      job.awaitWhileAlive(60, () -> ingest.lake().seq() > seq);
      return server.stop();
    }
  }
}
