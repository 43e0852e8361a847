package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scenario F7 at its full size under the system's clock. */
@Tag("long")
class ManyFilesTimingTest extends Scenarios {
  private static final long LATENCY_LIMIT = Duration.ofSeconds(2).toNanos();

  @Test
  void f7_linesBesideAHundredThousandQuietFilesAreReadWithinTwoSeconds() throws IOException {
    try (ManyFiles files = new ManyFiles(directory, TailClock.SYSTEM, 100_000)) {
      readAll(files);
      long slowest = 0;
      for (int round = 0; round < 20; round++) {
        files.writeToBusy();
        slowest = Math.max(slowest, readAll(files));
      }
      assertThat(slowest).as("longest wait for a line, ns").isLessThan(LATENCY_LIMIT);
      assertThat(files.openFilesAreBounded()).as("open files are bounded").isTrue();
      assertThat(idleShare(files)).as("share of a core while nothing happens").isLessThan(0.05);
      report().add("F7", files.result(), ScenarioLoss.NOTHING);
      files.result().requireSound();
    }
  }

  /** How long it took, ns. */
  private static long readAll(ManyFiles files) throws IOException {
    long start = System.nanoTime();
    while (!files.areRead()) {
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofMinutes(5).toNanos());
      turn(files);
    }
    return System.nanoTime() - start;
  }

  private static void turn(ManyFiles files) throws IOException {
    files.turn();
    LockSupport.parkNanos(1_000_000 * files.pauseMillis());
  }

  /** CPU time of this thread over the time that passes, for some seconds. */
  private static double idleShare(ManyFiles files) throws IOException {
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    while (System.nanoTime() - start < Duration.ofSeconds(4).toNanos()) {
      turn(files);
    }
    return (double) (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu)
        / (System.nanoTime() - start);
  }
}
