package io.tailwater.queries.command;

import io.tailwater.connectors.lake.Printable;
import io.tailwater.queries.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is known when a picture is drawn and does not come from the answers.
 *
 * @param now the time
 * @param sort order of the endpoints that is wanted
 * @param away that nobody has answered since; empty while answers come
 * @param keys whether keys do something
 */
record TopMoment(Instant now, String sort, Optional<Away> away, boolean keys) {

  /**
   * That questions are in vain.
   *
   * @param who {@code SERVICE} or {@code LAKE}
   * @param since when the first one was
   * @param why what was said of the last one
   */
  record Away(String who, Instant since, String why) {

    String sentence(Instant now) {
      double seconds = Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
      String clock = since.atOffset(ZoneOffset.UTC).toLocalTime().format(Headline.SECONDS);
      return "! away since %s UTC, %s; the numbers are from before. %s"
          .formatted(clock, Text.age(seconds), Printable.line(why));
    }
  }
}
