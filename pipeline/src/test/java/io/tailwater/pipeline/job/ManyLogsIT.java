package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.JobProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many logs that what is known of them is large: it is in every checkpoint and every start. */
class ManyLogsIT {
  private static final int BUSY = 10;

  @TempDir Path directory;
  private long lines;

  @Test
  @Tag("long")
  void twentyThousandLogsAreCommittedAndTakenUpAgain() throws IOException {
    areCommittedAndTakenUpAgain(20_000, "-Xmx512m", 300);
  }

  @Test
  @Tag("long")
  void aHundredThousandLogsAreCommittedAndTakenUpAgain() throws IOException {
    areCommittedAndTakenUpAgain(100_000, "-Xmx2g", 1_200);
  }

  private void areCommittedAndTakenUpAgain(int logs, String heap, int seconds) throws IOException {
    CommittedLake lake = new CommittedLake(directory.resolve("lake"));
    Path home = Files.createDirectory(directory.resolve("logs"));
    append(home, logs);
    for (int start = 0; start < 2; start++) {
      try (JobProcess job = ingest(heap)) {
        awaitLines(job, lake, seconds);
        append(home, BUSY);
        awaitLines(job, lake, seconds);
        job.kill();
      }
    }
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(lines);
    assertThat(lake.number("select count(distinct stream) from ledger")).isEqualTo(logs);
  }

  private void awaitLines(JobProcess job, CommittedLake lake, int seconds) {
    job.awaitWhileAlive(
        seconds, () -> lake.seq() > 0 && lake.number("select count(*) from events") == lines);
  }

  private void append(Path home, int logs) throws IOException {
    for (int log = 0; log < logs; log++) {
      Files.writeString(
          home.resolve(log + ".log"),
          GrowingLog.line(lines++, Instant.now()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }

  private JobProcess ingest(String heap) {
    return JobProcess.start(
        directory,
        List.of(heap),
        "ingest",
        "--set",
        "lake.warehouse=" + directory.resolve("lake"),
        "--set",
        "lake.commit_interval=2s",
        "--set",
        "sources.0.id=web",
        "--set",
        "sources.0.paths.0=" + directory.resolve("logs") + "/*.log");
  }
}
