package io.tailwater.queries.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code from} and {@code to}: RFC 3339 ({@code 2026-01-01T00:00:00Z}), a date, which is its
 * midnight in UTC, or {@code now}, {@code now-6h}, {@code now-1d/d} (rounded down to the day).
 */
final class RangeParser {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern RELATIVE =
      Pattern.compile("now(?:-(\\d{1,6})([smhdw]))?(?:/([mhd]))?");
  private static final String WANT =
      "a time such as 2026-01-01T00:00:00Z, a date, or now-6h (s, m, h, d, w; /h rounds down)";

  private RangeParser() {}

  /**
   * The range that a question means.
   *
   * @param newest newest event in the lake, for the range of a question that names none
   */
  static TimeRange parse(Parameters parameters, Instant now, Optional<Instant> newest) {
    Optional<Instant> from = parameters.one("from").map(text -> time("from", text, now));
    Optional<Instant> to = parameters.one("to").map(text -> time("to", text, now));
    if (from.isPresent() || to.isPresent()) {
      Instant end = to.orElse(now);
      Instant start = from.orElseGet(() -> end.minus(DAY));
      return new TimeRange(start, end, TimeRange.Basis.ASKED);
    }
    Instant start = now.minus(DAY);
    if (newest.isPresent() && newest.get().isBefore(start)) {
      Instant end = newest.get().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      return new TimeRange(end.minus(DAY), end, TimeRange.Basis.NEWEST);
    }
    return new TimeRange(start, now, TimeRange.Basis.DEFAULT);
  }

  /** The day that a question names in {@code date}, else the newest one with data, else today. */
  static TimeRange day(Parameters parameters, Instant now, Optional<Instant> newest) {
    Optional<String> given = parameters.one("date");
    LocalDate day;
    try {
      day =
          given
              .map(LocalDate::parse)
              .orElseGet(() -> newest.orElse(now).atOffset(ZoneOffset.UTC).toLocalDate());
      checkYear("date", day.getYear(), given.orElse(""));
    } catch (DateTimeException e) {
      throw new BadParameterException(
          "date", "'date' wants a day such as 2026-01-31, got '" + given.orElse("") + "'");
    }
    Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new TimeRange(
        start, start.plus(DAY), given.isPresent() ? TimeRange.Basis.ASKED : TimeRange.Basis.NEWEST);
  }

  static Instant time(String name, String text, Instant now) {
    Matcher relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      Instant time =
          relative.group(1) == null
              ? now
              : now.minus(unit(relative.group(2)).multipliedBy(Long.parseLong(relative.group(1))));
      checkYear(name, time.atOffset(ZoneOffset.UTC).getYear(), text);
      return relative.group(3) == null
          ? time.truncatedTo(ChronoUnit.MICROS)
          : time.truncatedTo(
              switch (relative.group(3)) {
                case "m" -> ChronoUnit.MINUTES;
                case "h" -> ChronoUnit.HOURS;
                default -> ChronoUnit.DAYS;
              });
    }
    try {
      Instant time =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              // A plus sign in a query string arrives as a blank.
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
      checkYear(name, time.atOffset(ZoneOffset.UTC).getYear(), text);
      return time.truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new BadParameterException(
          name, "'" + name + "' wants " + WANT + ", got '" + text + "'");
    }
  }

  /** Years beyond these have no microseconds in 64 bits, or no four digits. */
  private static void checkYear(String name, int year, String text) {
    if (year < 1900 || year > 9999) {
      throw new BadParameterException(
          name, "'" + name + "' wants a year from 1900 to 9999, got '" + text + "'");
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> DAY;
      default -> Duration.ofDays(7);
    };
  }
}
