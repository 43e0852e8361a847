package io.tailwater.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.pipeline.testing.CommittedLake;
import io.tailwater.pipeline.testing.IngestRuns;
import io.tailwater.pipeline.testing.LineCount;
import io.tailwater.pipeline.testing.WriterLine;
import io.tailwater.pipeline.testing.WriterProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scenario C9: another process empties a log and fills it anew without a pause while the job reads
 * it. Which lines are seen is chance; none may be torn or come twice, and each truncation that was
 * seen must be in the ledger.
 */
class RefillFaultIT {
  private static final String LOG = "refilled";

  /** The file stays the same: its generations differ in their epochs, which count truncations. */
  private static final String EPOCHS =
      "(select cast(regexp_extract(stream, '[0-9]+$') as int) as epoch, count(loss_reason) as"
          + " losses from ledger group by 1)";

  @TempDir Path directory;

  @Test
  void c9_tenSecondsOfTruncateAndRefillTearNoLineAndRepeatNone() {
    truncateAndRefill(10);
  }

  @Test
  @Tag("long")
  void c9_tenMinutesOfTruncateAndRefillTearNoLineAndRepeatNone() {
    truncateAndRefill(600);
  }

  private void truncateAndRefill(int seconds) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Path log = directory.resolve("logs").resolve(LOG + ".log");
    IngestRuns ingest = new IngestRuns(directory, Map.of(LOG, log));
    long written;
    try (WriterProcess writer =
        WriterProcess.start(
            WriterProcess.Kind.REFILL,
            log.getParent(),
            directory.resolve("lake"),
            seed,
            List.of(LOG))) {
      written =
          ingest.whileCommitting(
              job -> {
                assertThat(job.aliveFor(seconds * 1_000L)).as(job.output()).isTrue();
                return writer.stop().get(LOG);
              });
    }
    ingest.onceHere();
    CommittedLake lake = ingest.lake();
    LineCount count = LineCount.of(LOG, log, written, WriterLine.of(LOG), lake);
    System.out.println(count);
    assertThat(count.result("C9", true).report(getClass()).isRight())
        .as("seed %d, %s", seed, count)
        .isTrue();
    long truncations = lake.number("select max(epoch) from " + EPOCHS);
    assertThat(truncations).isGreaterThan(seconds);
    assertThat(lake.number("select count(*) from " + EPOCHS)).isEqualTo(truncations + 1);
    assertThat(lake.query("select epoch from " + EPOCHS + " where losses = 0"))
        .as("generations that were emptied and have no record of it; the last was not")
        .containsExactly(List.of((int) truncations));
    ingest.auditHere();
  }
}
