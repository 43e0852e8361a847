package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a log grow with generated traffic until it is closed, in {@link
 * GeneratedTraffic#DEFAULT_FORMAT}. Only whole lines are ever written. The file is renamed to
 * {@code .1} and {@code .2} as it grows, and what is older deleted, so that it never fills a disk.
 */
public final class TrafficWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrafficWriter.class);
  private static final long ROTATE_BYTES = 64L << 20;
  private static final int BACKFILL_LINES_AN_HOUR = 5_000;
  private static final int CHUNK_BYTES = 60 << 10;
  private static final long TICK_MS = 100;

  /** A gap that a sleeping machine or a set clock leaves; it is not filled with lines. */
  private static final long LONGEST_GAP_MICROS = 5_000_000;

  private final Path file;
  private final double linesPerSecond;
  private final long seed;
  private final boolean incident;
  private final Duration backfill;
  private final long rotateBytes;
  private final Clock clock = Clock.systemUTC();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Starts to write.
   *
   * @param file the log; appended to when it exists, else it begins with {@code backfill}
   * @param linesPerSecond rate of the lines that come as time passes, above 0
   * @param seed what the traffic is drawn from
   * @param incident whether checkout fails for a while within the history
   * @param backfill how much history, ending now, a new file begins with, at about 5,000 lines an
   *     hour; zero for none
   */
  public TrafficWriter(
      Path file, double linesPerSecond, long seed, boolean incident, Duration backfill) {
    this(file, linesPerSecond, seed, incident, backfill, ROTATE_BYTES);
  }

  TrafficWriter(
      Path file,
      double linesPerSecond,
      long seed,
      boolean incident,
      Duration backfill,
      long rotateBytes) {
    this.file = file;
    this.linesPerSecond = linesPerSecond;
    this.seed = seed;
    this.incident = incident;
    this.backfill = backfill;
    this.rotateBytes = rotateBytes;
    Arrivals.steady(Instant.EPOCH, linesPerSecond);
    thread = new Thread(this::run, "traffic-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops after the line that is being written; all lines are in the file then. */
  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (RotatingFile out = new RotatingFile(file, rotateBytes)) {
      if (out.isNew() && !backfill.isZero()) {
        history(out);
      }
      live(out);
    } catch (IOException e) {
      LOG.warn("Generated traffic stops, {} cannot be written: {}", file, e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void history(RotatingFile out) throws IOException {
    Instant start = clock.instant().minus(backfill);
    long count = Math.max(1, backfill.toSeconds() * BACKFILL_LINES_AN_HOUR / 3600);
    Arrivals arrivals = Arrivals.over(start, backfill, count);
    Incident window =
        incident ? Incident.within(arrivals.startMicros(), arrivals.spanMicros(), seed) : null;
    GeneratedTraffic traffic = new GeneratedTraffic(seed, window);
    LineBytes lines = new LineBytes();
    long ts = arrivals.startMicros();
    for (long i = 0; i < count && !isStopped(); i++) {
      ts = arrivals.after(ts, traffic.dice());
      traffic.line(ts, lines);
      if (lines.length() > CHUNK_BYTES) {
        out.write(lines);
      }
    }
    out.write(lines);
  }

  private void live(RotatingFile out) throws IOException, InterruptedException {
    long now = nowMicros();
    // Another start must not draw the request ids of the last one again.
    GeneratedTraffic traffic = new GeneratedTraffic(seed ^ now, null);
    Arrivals arrivals = Arrivals.steady(clock.instant(), linesPerSecond);
    LineBytes lines = new LineBytes();
    long next = arrivals.after(now, traffic.dice());
    while (!stop.await(TICK_MS, TimeUnit.MILLISECONDS)) {
      now = nowMicros();
      long furthest = now + LONGEST_GAP_MICROS + (long) (20e6 / linesPerSecond);
      if (next < now - LONGEST_GAP_MICROS || next > furthest) {
        next = now;
      }
      while (next <= now) {
        traffic.line(next, lines);
        next = arrivals.after(next, traffic.dice());
        if (lines.length() > CHUNK_BYTES) {
          out.write(lines);
        }
      }
      out.write(lines);
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private long nowMicros() {
    return Arrivals.micros(clock.instant());
  }
}
