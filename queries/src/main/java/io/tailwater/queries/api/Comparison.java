package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The earlier range that an answer is compared with. Where the range of the question reaches beyond
 * now, the earlier one ends as early: what has not happened yet must not look like a decline.
 *
 * @param with what was asked for: {@code previous}, {@code 1d} or {@code 7d}
 * @param range the earlier range
 * @param shift how much earlier it begins
 */
record Comparison(String with, TimeRange range, Duration shift) {
  static final String NAME = "compare";
  private static final List<String> WORDS = List.of("none", "previous", "1d", "7d");

  /**
   * The earlier range as answers tell it.
   *
   * @param with what was asked for
   * @param from its start
   * @param to its end, not part of it
   * @param complete whether no event of it is still expected and nothing of it has been removed
   * @param cutShort true when it ends earlier than the range asked would, as that reaches beyond
   *     now
   */
  record Told(String with, Instant from, Instant to, boolean complete, boolean cutShort) {}

  /** What {@code compare} asks for; empty when it asks for nothing. */
  static Optional<Comparison> of(Inquiry inquiry, TimeRange range) {
    return of(inquiry, range, Duration.ofNanos(1000));
  }

  /**
   * The same, earlier by a multiple of some length.
   *
   * @param step {@code 1d} and {@code 7d} are multiples of it
   */
  static Optional<Comparison> of(Inquiry inquiry, TimeRange range, Duration step) {
    String with = inquiry.parameters().word(NAME, WORDS);
    if (with.equals("none")) {
      return Optional.empty();
    }
    Duration shift =
        switch (with) {
          case "1d" -> Duration.ofDays(1);
          case "7d" -> Duration.ofDays(7);
          default -> step.multipliedBy(range.length().plus(step).minusNanos(1).dividedBy(step));
        };
    Instant end = range.to();
    if (range.from().isBefore(inquiry.now()) && inquiry.now().isBefore(end)) {
      end = inquiry.now();
    }
    TimeRange earlier =
        new TimeRange(range.from().minus(shift), end.minus(shift), TimeRange.Basis.ASKED);
    return Optional.of(new Comparison(with, earlier, shift));
  }

  /** The earlier range, with what is known of its completeness. */
  Told told(TimeRange asked, Facts facts) {
    Cut cut = facts.session().lake().cut();
    boolean closed = cut.watermark().filter(mark -> !mark.isBefore(range.to())).isPresent();
    return new Told(
        with,
        range.from(),
        range.to(),
        closed && facts.areWhole(),
        range.length().compareTo(asked.length()) < 0);
  }
}
