package io.tailwater.queries.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Times from {@code from} up to, not including, {@code to}.
 *
 * @param from first time
 * @param to time after the last one; after {@code from}
 * @param basis where the range comes from
 */
public record TimeRange(Instant from, Instant to, Basis basis) {

  /** Where a range comes from. */
  public enum Basis {
    /** The question gave at least one end. */
    ASKED,
    /** The last 24 hours. */
    DEFAULT,
    /** The 24 hours up to the newest event, because that is older than a day. */
    NEWEST;

    /** The name in answers. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public TimeRange {
    if (!from.isBefore(to)) {
      throw new BadParameterException(
          "from", "'from' must be before 'to', got " + from + " and " + to);
    }
  }

  public Duration length() {
    return Duration.between(from, to);
  }
}
