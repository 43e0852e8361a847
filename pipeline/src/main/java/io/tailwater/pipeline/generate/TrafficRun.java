package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Writes lines to a stream: as fast as can be, or as fast as their own times pass. */
public final class TrafficRun {
  private static final int CHUNK_BYTES = 60 << 10;
  private static final long TICK_NANOS = 20_000_000;
  private static final double USUAL_LINES_PER_SECOND = 100;

  private final Long count;
  private final boolean paced;
  private final Arrivals arrivals;
  private final GeneratedTraffic traffic;

  /**
   * What to write.
   *
   * @param format preset or nginx log_format; null for {@link GeneratedTraffic#DEFAULT_FORMAT}
   * @param linesPerSecond rate of the lines in real time; null for as fast as can be, or for 100 a
   *     second when there is no count
   * @param count number of lines, above 0; null for no end
   * @param seed what the traffic is drawn from
   * @param start time before the first line; null for now, or for lines that end now when they are
   *     not written in real time
   * @param span how much time the lines cover when they are not written in real time; null for 100
   *     lines a second
   * @param incident whether checkout fails for a while
   */
  public record Options(
      String format,
      Double linesPerSecond,
      Long count,
      long seed,
      Instant start,
      Duration span,
      boolean incident) {
    public Options {
      if (count != null && count <= 0) {
        throw new IllegalArgumentException("--count must be above 0, got " + count);
      }
      if (linesPerSecond != null && !(linesPerSecond > 0)) {
        throw new IllegalArgumentException("--rate must be above 0, got " + linesPerSecond);
      }
      if (span != null && (count == null || linesPerSecond != null)) {
        throw new IllegalArgumentException("--span needs --count, and goes without --rate");
      }
      if (start != null && start.isBefore(Instant.EPOCH)) {
        throw new IllegalArgumentException("--start must not be before 1970, got " + start);
      }
    }
  }

  /**
   * Prepares a run.
   *
   * @throws IllegalArgumentException in one sentence, when the format cannot be compiled
   */
  public TrafficRun(Options options, Clock clock) {
    count = options.count();
    paced = count == null || options.linesPerSecond() != null;
    arrivals = paced ? steady(options, clock) : spread(options, clock);
    traffic =
        new GeneratedTraffic(
            options.seed(), options.format(), options.incident() ? incident(options) : null);
  }

  private static Arrivals steady(Options options, Clock clock) {
    Instant start = options.start() == null ? clock.instant() : options.start();
    Double rate = options.linesPerSecond();
    return Arrivals.steady(start, rate == null ? USUAL_LINES_PER_SECOND : rate);
  }

  private static Arrivals spread(Options options, Clock clock) {
    Duration span =
        options.span() == null
            ? Duration.ofMillis((long) Math.max(1, options.count() * 1e3 / USUAL_LINES_PER_SECOND))
            : options.span();
    Instant start = options.start() == null ? clock.instant().minus(span) : options.start();
    return Arrivals.over(start, span, options.count());
  }

  private Incident incident(Options options) {
    long span =
        arrivals.spanMicros() != null
            ? arrivals.spanMicros()
            : count != null
                ? (long) (count * 1e6 / arrivals.linesPerSecond())
                : Incident.USUAL_SPAN.toNanos() / 1000;
    return Incident.within(arrivals.startMicros(), span, options.seed());
  }

  /** Writes until the count is reached or the thread interrupted; whole lines only. */
  public void write(OutputStream out) throws IOException {
    LineBytes lines = new LineBytes();
    long began = System.nanoTime();
    long ts = arrivals.startMicros();
    for (long i = 0; (count == null || i < count) && !Thread.currentThread().isInterrupted(); i++) {
      ts = arrivals.after(ts, traffic.dice());
      long ahead = paced ? (ts - arrivals.startMicros()) * 1000 - (System.nanoTime() - began) : 0;
      if (ahead > 0) {
        lines.writeTo(out);
        out.flush();
        await(began + (ts - arrivals.startMicros()) * 1000);
      }
      traffic.line(ts, lines);
      if (lines.length() > CHUNK_BYTES) {
        lines.writeTo(out);
      }
    }
    lines.writeTo(out);
    out.flush();
  }

  /** Sleeps past the time at least a tick, so that fast rates are written in pieces. */
  private static void await(long untilNanos) {
    long rest = Math.max(TICK_NANOS, untilNanos - System.nanoTime());
    long end = System.nanoTime() + rest;
    while (end - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
