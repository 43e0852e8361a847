package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import java.time.Instant;
import java.util.function.Predicate;

/** Reads {@code as_of}: a commit's number or a time. */
final class AsOf {
  private AsOf() {}

  /** Which cuts are old enough; the newest of them is meant. */
  static Predicate<Cut> parse(String text, Instant now) {
    return parse("as_of", text, now);
  }

  /**
   * The same of another parameter.
   *
   * @param name its name
   */
  static Predicate<Cut> parse(String name, String text, Instant now) {
    if (text.matches("\\d{1,18}")) {
      long seq = Long.parseLong(text);
      return cut -> cut.seq() <= seq;
    }
    Instant time = RangeParser.time(name, text, now);
    return cut -> !cut.committedAt().isAfter(time);
  }
}
