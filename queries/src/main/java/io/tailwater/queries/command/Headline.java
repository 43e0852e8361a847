package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** What a table is about, in a line: range, cut, how fresh and how complete. */
final class Headline {
  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm");
  static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Headline() {}

  static String of(Reply reply, Instant now) {
    JsonNode cut = reply.meta().path("cut");
    Instant committedAt = Instant.parse(cut.path("committed_at").asText());
    double age = Math.max(0, Duration.between(committedAt, now).toMillis() / 1000.0);
    return range(reply.from(), reply.to())
        + " UTC; cut "
        + cut.path("seq").asLong()
        + ", "
        + Text.age(age)
        + " old; "
        + completeness(reply)
        + late(reply);
  }

  /** Both ends, the day once where it is the same. */
  static String range(Instant from, Instant to) {
    LocalDate last = to.atOffset(ZoneOffset.UTC).toLocalDate();
    boolean sameDay = from.atOffset(ZoneOffset.UTC).toLocalDate().equals(last);
    return time(from) + " to " + (sameDay ? clock(to) : time(to));
  }

  /** 2026-01-31 10:00, with seconds where they are not zero. */
  static String time(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate() + " " + clock(time);
  }

  private static String clock(Instant time) {
    OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
    LocalTime clock = utc.toLocalTime();
    return clock.format(clock.getSecond() == 0 ? MINUTES : SECONDS);
  }

  private static String late(Reply reply) {
    long late = reply.meta().path("late_rows").asLong();
    return late == 0 ? "" : "; " + Text.count(late) + " came late";
  }

  static String completeness(Reply reply) {
    if (reply.meta().path("complete").asBoolean()) {
      return "complete";
    }
    JsonNode mark = reply.meta().path("watermark");
    if (!mark.isTextual()) {
      return "nobody knows yet what is complete";
    }
    Instant watermark = Instant.parse(mark.asText());
    if (!watermark.isBefore(reply.to())) {
      return "retention has removed a part";
    }
    if (!watermark.isBefore(reply.to().minus(1, ChronoUnit.HOURS))) {
      return "the last hour still fills";
    }
    return watermark.isBefore(reply.from())
        ? "all of it still fills"
        : "from " + time(watermark) + " on it still fills";
  }
}
