package io.tailwater.queries.lake;

import java.time.Instant;

/**
 * Hours since the epoch, half-open.
 *
 * @param from first hour; {@link Integer#MIN_VALUE} for no bound
 * @param to hour after the last one; {@link Integer#MAX_VALUE} for no bound
 */
record HourSpan(int from, int to) {
  static final HourSpan ALL = new HourSpan(Integer.MIN_VALUE, Integer.MAX_VALUE);

  static HourSpan from(int hour) {
    return new HourSpan(hour, Integer.MAX_VALUE);
  }

  /** A clause on a column {@code hour}; empty for all hours. */
  String where() {
    return equals(ALL) ? "" : " WHERE hour >= " + from + " AND hour < " + to;
  }

  /** The start of an hour. */
  static Instant start(int hour) {
    return Instant.ofEpochSecond(hour * 3600L);
  }

  /** The hour that a time lies in. */
  static int of(Instant time) {
    return (int) Math.floorDiv(time.getEpochSecond(), 3600);
  }
}
