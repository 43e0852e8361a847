package io.tailwater.queries.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tailwater.queries.terminal.Colour;
import java.time.Duration;
import java.time.Instant;

/**
 * How current the numbers are, in a word: live up to twice the usual time between commits, slow up
 * to ten times, stopped beyond; away where nobody answers. Where nothing is written there is
 * nothing to commit, so the job's own sign of life counts as a commit does.
 *
 * @param word what is said
 * @param colour in which colour
 * @param ageSeconds age of the newest commit
 */
record FreshnessPill(String word, Colour colour, double ageSeconds) {
  private static final double SLOW_FROM = 2;
  private static final double STOPPED_FROM = 10;

  /** Where nobody says how often commits come. */
  private static final double USUAL_SECONDS = 10;

  /**
   * @param status as it was answered
   * @param answered when that was
   * @param away who is away; null for nobody
   */
  static FreshnessPill of(JsonNode status, Instant answered, Instant now, String away) {
    double since = Math.max(0, Duration.between(answered, now).toMillis() / 1000.0);
    double age = Math.max(0, status.path("age_seconds").asDouble()) + since;
    JsonNode job = status.path("job");
    double seen =
        job.isObject()
            ? Math.min(age, Math.max(0, job.path("age_seconds").asDouble()) + since)
            : age;
    double commits = status.path("commit_interval_seconds").asDouble(USUAL_SECONDS);
    double usual = Math.max(1, job.path("interval_seconds").asDouble(commits));
    if (away != null) {
      return new FreshnessPill(away + " AWAY", TopColours.BAD, age);
    }
    if (status.path("problem").isTextual()) {
      return new FreshnessPill("LAKE AWAY", TopColours.BAD, age);
    }
    if (job.path("stopped").asBoolean() || seen > STOPPED_FROM * usual) {
      return new FreshnessPill("STOPPED", TopColours.BAD, age);
    }
    return seen > SLOW_FROM * usual
        ? new FreshnessPill("SLOW", TopColours.LATE, age)
        : new FreshnessPill("LIVE", TopColours.GOOD, age);
  }
}
