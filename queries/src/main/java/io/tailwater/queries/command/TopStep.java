package io.tailwater.queries.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Width of a point in time, such that all points of a range have room. */
final class TopStep {
  private static final List<String> MINUTES = List.of("1m", "5m", "10m", "15m", "30m");
  private static final List<String> HOURS = List.of("1h", "3h", "6h", "12h", "1d");

  /** Minutes are read from events, as hours need not be: not too many of those. */
  private static final Duration LONGEST_BY_MINUTES = Duration.ofHours(6);

  private TopStep() {}

  /** The narrowest that fits; days where nothing does. */
  static String of(Instant from, Instant to, int columns) {
    boolean isShort = Duration.between(from, to).compareTo(LONGEST_BY_MINUTES) <= 0;
    if (isShort) {
      for (String step : MINUTES) {
        if (points(from, to, step) <= columns) {
          return step;
        }
      }
    }
    for (String step : HOURS) {
      if (points(from, to, step) <= columns) {
        return step;
      }
    }
    return "1d";
  }

  static Duration length(String step) {
    return Duration.parse((step.endsWith("d") ? "P" : "PT") + step.toUpperCase(Locale.ROOT));
  }

  /** On a grid that begins with the epoch, so a range may touch one point more than it is long. */
  private static long points(Instant from, Instant to, String step) {
    long seconds = length(step).toSeconds();
    long last = Math.floorDiv(to.minusNanos(1).getEpochSecond(), seconds);
    return last - Math.floorDiv(from.getEpochSecond(), seconds) + 1;
  }
}
