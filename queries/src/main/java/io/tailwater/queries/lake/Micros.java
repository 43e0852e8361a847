package io.tailwater.queries.lake;

import java.time.Instant;

/** Times as the tables hold them. */
public final class Micros {
  private Micros() {}

  /** Epoch microseconds, rounded down; ChronoUnit's own fails beyond the year 2262. */
  public static long of(Instant time) {
    return Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1000;
  }
}
