package io.tailwater.queries.lake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the tables hold them. */
public final class Micros {
  private Micros() {}

  /** Epoch microseconds, rounded down; ChronoUnit's own fails beyond the year 2262. */
  public static long of(Instant time) {
    return Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1000;
  }

  /** The time that {@link #of} gave. */
  public static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
