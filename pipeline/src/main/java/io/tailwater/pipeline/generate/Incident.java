package io.tailwater.pipeline.generate;

import java.time.Duration;

/**
 * A time in which {@value #PATH} answers eight times slower and often with a server error.
 *
 * @param fromMicros its beginning, microseconds since the epoch
 * @param toMicros its end, excluded
 */
record Incident(long fromMicros, long toMicros) {
  static final String PATH = "/checkout";
  static final double SLOWDOWN = 8;
  static final double ERROR_SHARE = 0.4;

  /** Lines without end have their incident in the first hour. */
  static final Duration USUAL_SPAN = Duration.ofHours(1);

  /** A twelfth of a stretch of time; the seed says which, somewhere in its middle. */
  static Incident within(long fromMicros, long spanMicros, long seed) {
    double begin = 0.35 + 0.3 * new Dice(~seed).unit();
    long from = fromMicros + (long) (spanMicros * begin);
    return new Incident(from, from + spanMicros / 12);
  }

  boolean covers(long tsMicros) {
    return tsMicros >= fromMicros && tsMicros < toMicros;
  }
}
