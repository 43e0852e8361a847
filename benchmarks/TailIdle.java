import io.tailwater.connectors.tail.file.Archives;
import io.tailwater.connectors.tail.file.FileSelection;
import io.tailwater.connectors.tail.file.LineagePath;
import io.tailwater.connectors.tail.file.LineagePlan;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailChunk;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailEngine;
import io.tailwater.connectors.tail.file.TailOptions;
import io.tailwater.connectors.tail.file.Tailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows all files of a directory with the tail engine alone: {@code DIRECTORY SETTLE_SECONDS
 * SECONDS}. Prints how many logs there are, the seconds until all was read, heap in MiB and percent
 * of a core while nothing happens to them; then the median and the most seconds that lines of ten
 * busy ones waited, five a second in each.
 */
final class TailIdle {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final int BUSY = 10;

  private final TailEngine engine =
      new TailEngine(TailOptions.defaults(false), TailClock.SYSTEM, "localhost");
  private final List<Long> waits = new ArrayList<>();
  private boolean timed;

  private TailIdle() {}

  public static void main(String[] args) throws Exception {
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
    double share = 100 * used / secondsSince(before);
    tail.timeBusyLines(Path.of(args[0]), Integer.parseInt(args[2]));
    System.out.printf(
        Locale.ROOT,
        "%d %.1f %d %.2f %.3f %.3f%n",
        logs,
        read,
        heap,
        share,
        tail.waits.get(tail.waits.size() / 2) / 1e9,
        tail.waits.get(tail.waits.size() - 1) / 1e9);
  }

  /** Another thread writes lines that say when that was. */
  private void timeBusyLines(Path directory, int seconds) throws Exception {
    timed = true;
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
    ScheduledFuture<?> writing =
        writer.scheduleAtFixedRate(() -> write(directory), 0, 200, TimeUnit.MILLISECONDS);
    turnFor(seconds);
    writing.cancel(false);
    writer.shutdown();
    writer.awaitTermination(1, TimeUnit.MINUTES);
    turnFor(5);
    Collections.sort(waits);
  }

  private static void write(Path directory) {
    try {
      for (int log = 0; log < BUSY; log++) {
        Path file = directory.resolve("busy" + log + ".log");
        Files.writeString(file, System.nanoTime() + "\n", StandardOpenOption.APPEND);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      take(tailed.get().chunk());
      tailed = engine.poll();
    }
    LockSupport.parkNanos(1_000_000 * Math.min(engine.pauseMillis(), 100));
    return any;
  }

  private void take(TailChunk chunk) {
    if (timed) {
      long now = System.nanoTime();
      String text = new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.US_ASCII);
      text.lines().forEach(line -> waits.add(now - Long.parseLong(line)));
    }
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
