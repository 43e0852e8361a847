package io.tailwater.pipeline.generate;

import java.time.Duration;
import java.time.Instant;

/**
 * When requests arrive: independent of each other, never backwards in time.
 *
 * @param startMicros time before the first arrival, microseconds since the epoch
 * @param spanMicros how long the stretch is that the lines are spread over, above 0; arrivals after
 *     its end stand at its end. Null: without end
 * @param linesPerSecond mean rate, above 0
 * @param daily whether the rate follows {@link DailyCurve} or is steady
 */
record Arrivals(long startMicros, Long spanMicros, double linesPerSecond, boolean daily) {
  Arrivals {
    if (!(linesPerSecond > 0) || linesPerSecond > 10_000_000) {
      throw new IllegalArgumentException(
          "the rate must be above 0 and at most 10000000 lines a second, got " + linesPerSecond);
    }
    if (spanMicros != null && spanMicros <= 0) {
      throw new IllegalArgumentException("the span must be above 0, got " + spanMicros + " µs");
    }
  }

  /** {@code lines} lines spread over a stretch as the daily curve has it. */
  static Arrivals over(Instant start, Duration span, long lines) {
    long from = micros(start);
    long length = span.toNanos() / 1000;
    if (length <= 0) {
      throw new IllegalArgumentException("the span must be above 0, got " + span);
    }
    double perSecond = lines * 1e6 / length / DailyCurve.mean(from, from + length);
    return new Arrivals(from, length, perSecond, true);
  }

  /** At a steady rate, without end. */
  static Arrivals steady(Instant start, double linesPerSecond) {
    return new Arrivals(micros(start), null, linesPerSecond, false);
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  /** The arrival after the one at {@code tsMicros}. */
  long after(long tsMicros, Dice dice) {
    double rate = daily ? linesPerSecond * DailyCurve.at(tsMicros) : linesPerSecond;
    long next = tsMicros + (long) (dice.exponential() * 1e6 / rate);
    return spanMicros == null ? next : Math.min(next, startMicros + spanMicros);
  }
}
