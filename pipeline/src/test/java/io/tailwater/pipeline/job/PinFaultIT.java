package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.GrowingLog;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.JobProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario F5 with the real job: 20 MB are appended to a log, the log is removed before they are
 * committed, and the job is killed with -9.
 */
class PinFaultIT {
  private static final int FIRST = 1_000;
  private static final int UNREAD = 200_000;

  @TempDir Path directory;

  @Test
  void aPinnedLogThatIsRemovedWhileUnreadIsReadAfterAKill() throws IOException {
    CommittedLake lake = afterRemovalAndKill(PinFaultIT::isAllThere, "--set", "sources.0.pin=true");
    assertThat(lake.number("select count(*) from events")).isEqualTo(FIRST + UNREAD);
    assertThat(lake.number("select count(distinct path) from events")).isEqualTo(FIRST + UNREAD);
    assertThat(lake.number("select count(*) from ledger where loss_reason is not null")).isZero();
  }

  @Test
  @Tag("long")
  void withoutAPinTheSameIsARecordedLoss() throws IOException {
    CommittedLake lake = afterRemovalAndKill(PinFaultIT::isLossRecorded);
    assertThat(lake.number("select count(*) from events")).isEqualTo(FIRST);
    assertThat(lake.number("select count(*) from ledger where loss_reason like 'gone%'"))
        .isEqualTo(1);
  }

  /** What is committed when a second job has come so far. */
  private CommittedLake afterRemovalAndKill(Predicate<CommittedLake> end, String... options)
      throws IOException {
    Path log = directory.resolve("access.log");
    IngestRuns ingest = new IngestRuns(directory, Map.of("web", log));
    CommittedLake lake = ingest.lake();
    append(log, 0, FIRST);
    try (JobProcess job = ingest.start(options)) {
      job.awaitWhileAlive(120, () -> events(lake) == FIRST);
      job.suspend();
      append(log, FIRST, UNREAD);
      assertThat(Files.size(log)).isGreaterThan(20_000_000);
      Files.delete(log);
      job.kill();
    }
    try (JobProcess job = ingest.start(options)) {
      job.awaitWhileAlive(180, () -> end.test(lake));
    }
    ingest.auditHere();
    return lake;
  }

  private static long events(CommittedLake lake) {
    return lake.seq() == 0 ? 0 : lake.number("select count(*) from events");
  }

  private static boolean isAllThere(CommittedLake lake) {
    return events(lake) >= FIRST + UNREAD;
  }

  private static boolean isLossRecorded(CommittedLake lake) {
    return lake.number("select count(*) from ledger where loss_reason is not null") > 0;
  }

  private static void append(Path log, int first, int lines) throws IOException {
    try (BufferedWriter out =
        Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      Instant now = Instant.now();
      for (int line = first; line < first + lines; line++) {
        out.write(GrowingLog.line(line, now));
      }
    }
  }
}
