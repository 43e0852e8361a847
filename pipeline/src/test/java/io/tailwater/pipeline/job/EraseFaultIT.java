package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasures beside a job that commits twice a second, killed with -9 at random moments. */
class EraseFaultIT {
  /** Of every fifty lines one. */
  private static final String FAILED = "status = 500";

  @TempDir Path directory;

  @Test
  void erasuresBesideAJobThatIsKilledToo() {
    eraseBesideAJob(1);
  }

  @Test
  @Tag("long")
  void manyErasuresBesideAJobThatIsKilledToo() {
    eraseBesideAJob(20);
  }

  /** The lock is the system's: another process sees it, and it goes with the one that has it. */
  @Test
  void anErasureOfAnotherProcessIsKeptOffWhileOneIsAtWork() throws IOException {
    IngestRuns ingest = new IngestRuns(directory, Map.of("web", directory.resolve("access.log")));
    StringBuilder lines = new StringBuilder();
    for (int line = 0; line < 100; line++) {
      lines.append(GrowingLog.line(line, Instant.now()));
    }
    Files.writeString(directory.resolve("access.log"), lines);
    ingest.onceHere();
    Path lock = directory.resolve("lake/logs/erase.lock");
    try (FileChannel other =
        FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();
      try (JobProcess erasing = erase()) {
        assertThat(erasing.await(300)).isEqualTo(1);
        assertThat(erasing.output()).contains("Another erase is at work", "nothing was begun");
      }
    }
    assertThat(ingest.lake().number("select count(*) from events where status = 500")).isPositive();
    eraseToTheEnd();
    assertThat(ingest.lake().number("select count(*) from events where status = 500")).isZero();
    ingest.auditHere();
  }

  private void eraseBesideAJob(int kills) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    IngestRuns ingest = new IngestRuns(directory, Map.of("web", directory.resolve("access.log")));
    GrowingLog log = new GrowingLog(directory.resolve("access.log"), Long.MAX_VALUE, 700);
    try (log) {
      for (int kill = 0; kill < kills; kill++) {
        boolean askedAgain = kill == 0 || random.nextBoolean();
        long seq = ingest.lake().seq();
        try (JobProcess job = ingest.start()) {
          job.awaitWhileAlive(300, () -> ingest.lake().seq() > seq + 2);
          killErasure(1_500 + random.nextInt(3_000));
          if (askedAgain) {
            eraseToTheEnd();
          }
          job.kill();
        }
      }
    }
    long lines = log.written();
    ingest.onceHere();
    eraseToTheEnd();
    CommittedLake lake = ingest.lake();
    long erased = (lines + 49) / 50;
    assertThat(lake.number("select count(*) from events")).isEqualTo(lines - erased);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines - erased);
    assertThat(lake.number("select count(*) from events where status = 500")).isZero();
    assertThat(lake.number("select sum(erased) from ledger")).isEqualTo(erased);
    assertThat(lake.number("select sum(requests) from requests_hourly")).isEqualTo(lines);
    ingest.auditHere();
  }

  private void killErasure(int afterMillis) {
    try (JobProcess erasing = erase()) {
      if (erasing.aliveFor(afterMillis)) {
        erasing.kill();
      }
    }
  }

  private void eraseToTheEnd() {
    try (JobProcess erasing = erase()) {
      assertThat(erasing.await(300)).as(erasing.output()).isZero();
    }
  }

  private JobProcess erase() {
    String warehouse = "lake.warehouse=" + directory.resolve("lake");
    return JobProcess.start(directory, "erase", "--set", warehouse, "--where", FAILED);
  }
}
