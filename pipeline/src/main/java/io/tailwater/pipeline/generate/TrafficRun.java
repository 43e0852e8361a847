package io.tailwater.pipeline.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Writes lines: as fast as can be, or as fast as their own times pass. */
public final class TrafficRun {
  private static final long TICK_NANOS = 20_000_000;
  private static final long LONGEST_SLEEP_NANOS = 200_000_000;
  private static final double USUAL_LINES_PER_SECOND = 100;

  /** Number of events; null for no end. */
  private final Long count;

  private final boolean paced;
  private final Arrivals arrivals;
  private final GeneratedTraffic traffic;
  private volatile boolean stopped;

  /**
   * What to write.
   *
   * @param format what {@link Renderer#of} takes; null for {@link GeneratedTraffic#DEFAULT_FORMAT}
   * @param linesPerSecond rate of the events in real time; null for as fast as can be, or for 100 a
   *     second when there is no count
   * @param count number of events, the malformed included, above 0; null for no end
   * @param seed what the traffic is drawn from
   * @param start time before the first line; null for now, or for lines that end now when they are
   *     not written in real time
   * @param span how much time the lines cover when they are not written in real time; null for 100
   *     lines a second
   * @param incident whether checkout fails for a while
   * @param late share of the events whose hour is past when they come, 0 to 1
   * @param malformed share of the events that no parser takes, 0 to 1
   */
  public record Options(
      String format,
      Double linesPerSecond,
      Long count,
      long seed,
      Instant start,
      Duration span,
      boolean incident,
      double late,
      double malformed) {
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
            options.seed(),
            renderer(options),
            options.incident() ? incident(options) : null,
            new Mishaps(options.seed(), options.late(), options.malformed()));
  }

  /** Events that share a line wait for each other a second at most. */
  private Renderer renderer(Options options) {
    String format = options.format() == null ? GeneratedTraffic.DEFAULT_FORMAT : options.format();
    double rate = paced ? arrivals.linesPerSecond() : Renderer.RECORDS_PER_LINE;
    return Renderer.of(format, (int) Math.max(1, Math.min(rate, Renderer.RECORDS_PER_LINE)));
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

  /**
   * Writes to a stream until the count is reached or the run stopped; whole lines only.
   *
   * @param begins whether the stream is at its beginning, where some formats have a header
   */
  public void write(OutputStream out, boolean begins) throws IOException {
    write(new StreamOutput(out), begins);
  }

  /** Writes to a topic, which has no beginning; see the other one. */
  public void write(TopicOutput topic) throws IOException {
    write(topic, false);
  }

  private void write(TrafficOutput out, boolean begins) throws IOException {
    LineBytes lines = new LineBytes();
    if (begins) {
      traffic.header(lines);
    }
    LongSupplier session = traffic::session;
    long began = System.nanoTime();
    long ts = arrivals.startMicros();
    for (long i = 0; (count == null || i < count) && !stopped; i++) {
      ts = arrivals.after(ts, traffic.dice());
      long ahead = paced ? (ts - arrivals.startMicros()) * 1000 - (System.nanoTime() - began) : 0;
      if (ahead > 0) {
        out.flush(lines);
        await(began + (ts - arrivals.startMicros()) * 1000);
      }
      traffic.line(ts, lines);
      out.take(lines, session);
    }
    traffic.finish(lines);
    out.take(lines, session);
    out.flush(lines);
  }

  /** Ends the writing soon, from another thread. */
  public void stop() {
    stopped = true;
  }

  /** Sleeps past the time at least a tick, so that fast rates are written in pieces. */
  private void await(long untilNanos) {
    long end = Math.max(System.nanoTime() + TICK_NANOS, untilNanos);
    long rest = end - System.nanoTime();
    while (rest > 0 && !stopped) {
      LockSupport.parkNanos(Math.min(rest, LONGEST_SLEEP_NANOS));
      rest = end - System.nanoTime();
    }
  }
}
