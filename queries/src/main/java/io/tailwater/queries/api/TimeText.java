package io.tailwater.queries.api;

import java.time.Instant;

/** Times as people write them, the same in a query string and on the command line. */
public final class TimeText {
  private TimeText() {}

  /**
   * Reads RFC 3339, a date, or {@code now-6h}.
   *
   * @param name the parameter, for the error
   * @param now what {@code now} means
   * @throws BadParameterException when it is none of them
   */
  public static Instant parse(String name, String text, Instant now) {
    return RangeParser.time(name, text, now);
  }
}
