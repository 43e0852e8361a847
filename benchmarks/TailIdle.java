import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows all files of a directory with the tail engine alone: {@code DIRECTORY SETTLE_SECONDS
 * SECONDS}. Prints how many logs there are, the seconds until all was read, then CPU seconds and
 * heap in MiB while nothing more happens to most of them.
 */
final class TailIdle {
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final TailEngine engine =
      new TailEngine(TailOptions.defaults(false), TailClock.SYSTEM, "localhost");
  private long bytes;

  private TailIdle() {}

  public static void main(String[] args) throws IOException {
    TailIdle tail = new TailIdle();
    long start = System.nanoTime();
    int logs = tail.follow(args[0] + "/*");
    while (tail.turn()) {
      // On to where nothing is left to read.
    }
    double read = secondsSince(start);
    tail.turnFor(Integer.parseInt(args[1]));
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long before = System.nanoTime();
    tail.turnFor(Integer.parseInt(args[2]));
    double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    System.out.printf(
        "%d %.1f %d %.3f %.2f%n", logs, read, heap, used, 100 * used / secondsSince(before));
  }

  private int follow(String pattern) throws IOException {
    FileSelection selection = new FileSelection(List.of(pattern), List.of(), Archives.CONTINUE);
    SortedSet<Path> logs = LineagePath.activeOf(selection);
    for (Path log : logs) {
      engine.add(
          log.toString(),
          new LineagePlan(log, selection, StartFrom.BEGINNING, MAX_LINE_BYTES, List.of()));
    }
    return logs.size();
  }

  /** Takes what there is, then waits as the job does; true when there was anything. */
  private boolean turn() throws IOException {
    Optional<Tailed> tailed = engine.poll();
    boolean any = tailed.isPresent();
    while (tailed.isPresent()) {
      bytes += tailed.get().chunk().bytes().length;
      tailed = engine.poll();
    }
    LockSupport.parkNanos(1_000_000 * Math.min(engine.pauseMillis(), 100));
    return any;
  }

  private void turnFor(int seconds) throws IOException {
    long start = System.nanoTime();
    while (secondsSince(start) < seconds) {
      turn();
    }
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
