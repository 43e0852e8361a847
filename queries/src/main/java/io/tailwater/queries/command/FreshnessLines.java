package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.Text;
import io.tailwater.queries.terminal.Line;
import io.tailwater.queries.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** How fresh and how whole the numbers are: one line or two, and one for each trouble. */
final class FreshnessLines {
  private static final int MOST_TROUBLES = 3;
  private static final String GAP = "   ";

  private final JsonNode status;
  private final TopMoment moment;
  private final FreshnessPill pill;

  FreshnessLines(TopAnswers answers, TopMoment moment) {
    status = answers.status().body();
    this.moment = moment;
    pill =
        FreshnessPill.of(
            status,
            answers.asked(),
            moment.now(),
            moment.away().map(TopMoment.Away::who).orElse(null));
  }

  List<Line> lines(int columns) {
    List<Line> lines = new ArrayList<>();
    Line line = Line.of(" " + pill.word() + " ", Style.of(pill.colour()).inBold().inReverse());
    line.add(" commit " + seq() + ", " + Text.age(pill.ageSeconds()) + " ago");
    for (Line fact : facts()) {
      // More than two lines are not worth it.
      if (line.width() + GAP.length() + fact.width() > columns && lines.isEmpty()) {
        lines.add(line);
        line = new Line().add(fact);
      } else {
        line.add(GAP).add(fact);
      }
    }
    lines.add(line);
    lines.addAll(troubles());
    return lines;
  }

  private String seq() {
    return Text.count(status.at("/meta/cut/seq").asLong());
  }

  /** The most needed first. */
  private List<Line> facts() {
    List<Line> facts = new ArrayList<>();
    facts.add(fact("newest event", time("newest_event")));
    facts.add(fact("complete to", time("watermark")).add(" UTC", Style.DIM));
    facts.add(unread());
    facts.add(rejects());
    long late = status.path("late_rows").asLong();
    if (late > 0) {
      facts.add(fact("late", Text.count(late)));
    }
    return facts;
  }

  private Line unread() {
    JsonNode totals = status.path("totals");
    long behind = totals.path("bytes_behind").asLong();
    if (behind == 0) {
      return fact("unread", "nothing");
    }
    String amount = Text.amounts(behind, totals.path("records_behind").asLong());
    JsonNode age = totals.path("oldest_unread_age_seconds");
    return fact("unread", amount + (age.isNumber() ? " for " + Text.age(age.asDouble()) : ""));
  }

  private Line rejects() {
    long rejects = 0;
    boolean high = false;
    for (JsonNode rate : status.path("reject_rates")) {
      rejects += rate.path("rejects").asLong();
      high |= rate.path("high").asBoolean();
    }
    Style style = high ? Style.of(TopColours.BAD) : Style.PLAIN;
    return Line.of("rejects in the last hour ", Style.DIM).add(Text.count(rejects), style);
  }

  private List<Line> troubles() {
    List<Line> lines = new ArrayList<>();
    Style style = Style.of(TopColours.BAD);
    moment.away().ifPresent(away -> lines.add(Line.of(away.sentence(moment.now()), style)));
    List<String> troubles = TopTroubles.of(status);
    for (String trouble : troubles.subList(0, Math.min(MOST_TROUBLES, troubles.size()))) {
      lines.add(Line.of("! " + trouble, style));
    }
    if (troubles.size() > MOST_TROUBLES) {
      String more = "! and %d more: tailwater status".formatted(troubles.size() - MOST_TROUBLES);
      lines.add(Line.of(more, style));
    }
    return lines;
  }

  /** The time of day, with the day where it is another one. */
  private String time(String field) {
    if (!status.path(field).isTextual()) {
      return "unknown";
    }
    Instant time = Instant.parse(status.path(field).asText()).truncatedTo(ChronoUnit.SECONDS);
    boolean today = day(time).equals(day(moment.now()));
    boolean near = Duration.between(time, moment.now()).abs().toHours() < 24;
    String clock = time.atOffset(ZoneOffset.UTC).toLocalTime().format(Headline.SECONDS);
    return today && near ? clock : day(time) + " " + clock;
  }

  private static LocalDate day(Instant time) {
    return time.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private static Line fact(String name, String value) {
    return Line.of(name + " ", Style.DIM).add(value);
  }
}
