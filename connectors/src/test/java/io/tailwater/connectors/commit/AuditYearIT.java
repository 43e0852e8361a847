package io.tailwater.connectors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ledger of a year of commits, one a minute, of three streams. The time of an audit is held
 * against that of reading the same columns and doing nothing.
 */
class AuditYearIT {
  private static final int COMMITS_A_DAY = 1_440;
  private static final int STREAMS = 3;

  @TempDir Path warehouse;

  @Test
  void anAuditOfTwoWeeksTakesLittleMoreThanToReadTheLedger() {
    audit(14);
  }

  @Test
  @Tag("long")
  void anAuditOfAYearTakesLittleMoreThanToReadTheLedger() {
    audit(365);
  }

  private void audit(int days) {
    try (TestLake lake = new TestLake(warehouse)) {
      lake.start("run1");
      LongLedger.fill(lake, days, COMMITS_A_DAY, STREAMS);
      Cut cut = lake.cut();
      long read = millis(() -> readOnly(lake, cut));
      AuditReport[] report = new AuditReport[1];
      long audit = millis(() -> report[0] = Audit.at(lake.catalog, cut));

      assertThat(report[0].findings()).isEmpty();
      assertThat(report[0].lines()).isEqualTo(10L * days * COMMITS_A_DAY * STREAMS);
      System.out.printf(
          "audit of %,d ledger rows of %d days: %,d ms of CPU, %.1f times what reading them takes%n",
          (long) days * COMMITS_A_DAY * STREAMS, days, audit, audit / (double) read);
      assertThat(audit).as("audit, where reading takes %d ms", read).isLessThan(3 * read + 500);
    }
  }

  private static void readOnly(TestLake lake, Cut cut) {
    long[] rows = new long[1];
    new SnapshotRows(lake.catalog.load(LakeTables.LEDGER), cut.ledgerSnapshot())
        .forEach(
            row -> rows[0]++,
            "seq",
            "committed_at",
            "source",
            "stream",
            "from_offset",
            "to_offset",
            "lines",
            "events",
            "rejects",
            "filtered",
            "lost",
            "loss_reason");
  }

  /** Of this thread's own time, so that what else the machine does matters little. */
  private static long millis(Runnable what) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    what.run();
    return TimeUnit.NANOSECONDS.toMillis(threads.getCurrentThreadCpuTime() - start);
  }
}
