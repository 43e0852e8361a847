package io.tailwater.pipeline.job;

import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.LineCount;
import io.tailwater.pipeline.testing.LogRotation;
import io.tailwater.pipeline.testing.Programs;
import io.tailwater.pipeline.testing.RotatingServer;
import io.tailwater.pipeline.testing.ScenarioResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real nginx answers requests, a real logrotate takes its logs away once a second in every mode,
 * and the job is killed with -9 meanwhile: the responses that the clients counted are the events in
 * the lake.
 */
class NginxLogrotateFaultIT {
  /**
   * Rotated files that logrotate keeps: more than there are, however long the starts take, since it
   * removes what is over without asking whether anybody has read it.
   */
  private static final int KEPT = 1_000;

  @TempDir Path directory;

  @Test
  void everyResponseIsAnEventInEveryModeAcrossThreeKills() {
    everyResponseIsAnEvent(3, 300);
  }

  @Test
  @Tag("long")
  void everyResponseIsAnEventInEveryModeAcrossThirtyKills() {
    everyResponseIsAnEvent(30, 500);
  }

  private void everyResponseIsAnEvent(int kills, int perSecond) {
    Programs.require(LogRotation.programs());
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    try (RotatingServer server = new RotatingServer(directory.resolve("nginx"), perSecond, KEPT)) {
      IngestRuns ingest = new IngestRuns(directory, server.logs());
      for (int kill = 0; kill < kills; kill++) {
        ingest.killed(random, 3_000, () -> false);
      }
      Map<LogRotation, Long> responses = ingest.whileCommitting(job -> server.stop());
      ingest.onceHere();
      SoftAssertions.assertSoftly(
          softly -> responses.forEach((rotation, n) -> check(softly, server, rotation, n, ingest)));
      ingest.auditHere();
    }
  }

  private void check(
      SoftAssertions softly,
      RotatingServer server,
      LogRotation rotation,
      long responses,
      IngestRuns ingest) {
    LineCount count =
        LineCount.of(
            rotation.id(), server.log(rotation), responses, rotation.requests(), ingest.lake());
    System.out.println(count);
    ScenarioResult result = count.result("nginx " + rotation.id(), rotation.destroys());
    softly.assertThat(result.report(getClass()).isRight()).as("%s", count).isTrue();
    if (rotation.destroys()) {
      // logrotate truncates right after it has copied: few lines fall in between. The job may have
      // seen none of them, and then there is no record; those that it has seen are on record.
      softly.assertThat(count.missing()).as("%s", count).isLessThan(responses / 20);
      softly
          .assertThat(count.bytesLost())
          .as("%s", count)
          .isLessThanOrEqualTo(count.bytesMissingAtMost());
    }
  }
}
