package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.Trouble;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import io.tailwater.pipeline.testing.ScenarioLog;
import io.tailwater.pipeline.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The warehouse is on a disk of its own that is full for a while: the job waits and says so. */
class DiskFullFaultIT {
  private static final int SECONDS = 240;
  private static final String FAILED = "switched from RUNNING to FAILED";

  @TempDir Path directory;
  private SmallDisk disk;
  private IngestRuns ingest;
  private ScenarioLog log;
  private TroubleFile said;

  @BeforeEach
  void prepare() throws IOException {
    disk = SmallDisk.mount(directory.resolve("lake"), 64);
    log = new ScenarioLog(Files.createDirectory(directory.resolve("logs")));
    ingest = new IngestRuns(directory, Map.of("web", log.file("app.log")));
    said = TroubleFile.ofCommits(LakeLocation.embedded(directory.resolve("lake")));
    log.append("app.log", 100);
  }

  @AfterEach
  void unmount() {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void aJobThatRunsWaitsForSpaceAndSaysWhatIsWrong() {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      disk.fill();
      log.append("app.log", 1_000);
      job.awaitWhileAlive(SECONDS, () -> job.countLogged(FAILED) > 1 && said.read().isPresent());
      Trouble trouble = said.read().orElseThrow();
      assertThat(trouble.reason()).contains("No space left on device");
      assertThat(trouble.since()).isBeforeOrEqualTo(trouble.at());
      disk.free();
      awaitAll(job);
      job.awaitWhileAlive(SECONDS, () -> said.read().isEmpty());
    }
    account();
  }

  @Test
  @Tag("long")
  void aStartWaitsForSpaceToo() {
    try (JobProcess job = ingest.start()) {
      awaitAll(job);
      job.kill();
    }
    disk.fill();
    log.append("app.log", 1_000);
    try (JobProcess job = ingest.start()) {
      job.awaitWhileAlive(SECONDS, () -> job.printed("waiting for space on the disk of"));
      assertThat(said.read().map(Trouble::reason))
          .hasValueSatisfying(reason -> assertThat(reason).contains("No space left on device"));
      disk.free();
      awaitAll(job);
      assertThat(said.read()).isEqualTo(Optional.empty());
    }
    account();
  }

  @Test
  @Tag("long")
  void aDiskThatIsFullAtRandomMomentsCostsNothing() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int run = 0; run < 4; run++) {
      try (JobProcess job = ingest.start()) {
        for (int time = 0; time < 3; time++) {
          log.append("app.log", 500);
          job.aliveFor(random.nextInt(4_000));
          disk.fill();
          log.append("app.log", 500);
          job.aliveFor(random.nextInt(8_000));
          disk.free();
        }
        awaitAll(job);
        job.aliveFor(random.nextInt(1_000));
        job.kill();
      }
    }
    account();
  }

  private void awaitAll(JobProcess job) {
    job.awaitWhileAlive(SECONDS, () -> log.isIn(ingest.lake()));
  }

  private void account() {
    ingest.onceHere();
    assertThat(log.account("disk full", ingest.lake()).report(getClass()).isRight()).isTrue();
    ingest.auditHere();
  }
}
