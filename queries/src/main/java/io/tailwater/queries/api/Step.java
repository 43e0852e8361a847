package io.tailwater.queries.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Width of a point of a time series. Points lie on a grid in UTC.
 *
 * @param label as written, {@code 5m}
 * @param length its length
 */
record Step(String label, Duration length) {
  private static final int MOST_POINTS = 2000;
  private static final Map<String, Duration> LENGTHS = lengths();

  /** The step asked for, or one that gives the range a readable number of points. */
  static Step parse(Parameters parameters, TimeRange range) {
    String label = parameters.one("step").orElse("auto");
    if (label.equals("auto")) {
      return auto(range);
    }
    Duration length = LENGTHS.get(label);
    if (length == null) {
      throw new BadParameterException(
          "step",
          "'step' wants auto or one of "
              + String.join(", ", LENGTHS.keySet())
              + ", got '"
              + label
              + "'");
    }
    if (range.length().dividedBy(length) > MOST_POINTS) {
      throw new BadParameterException(
          "step",
          "'step' "
              + label
              + " would make more than "
              + MOST_POINTS
              + " points of this range; "
              + auto(range).label()
              + " fits");
    }
    return new Step(label, length);
  }

  boolean isWholeHours() {
    return length.toHours() > 0;
  }

  long micros() {
    return length.toSeconds() * 1_000_000;
  }

  /** Minutes are read from events, so they are only chosen where the range is short. */
  static Step auto(TimeRange range) {
    for (String label : List.of("1m", "5m", "1h", "3h", "6h", "12h", "1d")) {
      Step step = new Step(label, LENGTHS.get(label));
      long points = range.length().dividedBy(step.length());
      if (points <= (step.isWholeHours() ? 192 : 72)) {
        return step;
      }
    }
    return new Step("1d", LENGTHS.get("1d"));
  }

  private static Map<String, Duration> lengths() {
    Map<String, Duration> lengths = new LinkedHashMap<>();
    for (int minutes : new int[] {1, 5, 10, 15, 30}) {
      lengths.put(minutes + "m", Duration.ofMinutes(minutes));
    }
    for (int hours : new int[] {1, 3, 6, 12}) {
      lengths.put(hours + "h", Duration.ofHours(hours));
    }
    lengths.put("1d", Duration.ofDays(1));
    return lengths;
  }
}
