package io.tailwater.connectors.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The sign of life of the job: {@code job.json}, a {@link NoteFile}. A log in which nothing is
 * written gives no commits, so commits alone do not tell a quiet system from a job that is gone.
 *
 * @param at when the job was last known to be well: when all that it had read was written
 * @param interval time from the sign before this one; empty at the first of a run
 * @param stopped true when it was stopped then, in an orderly way
 */
public record JobPulse(Instant at, Optional<Duration> interval, boolean stopped) {
  private static final String FILE = "job.json";

  /**
   * Says that the job at a location is well.
   *
   * @param before when that was said last in this run; empty for the first time
   * @return when it was said now
   */
  public static Instant beat(LakeLocation location, Optional<Instant> before) {
    Instant now = Instant.now();
    write(location, new JobPulse(now, before.map(then -> Duration.between(then, now)), false));
    return now;
  }

  /** Says that it stops. */
  public static void stop(LakeLocation location) {
    write(location, new JobPulse(Instant.now(), Optional.empty(), true));
  }

  /** The last one in the lake that a table, by its location, is of; empty when none is known. */
  public static Optional<JobPulse> besideTable(String table) {
    return NoteFile.besideTable(table, FILE).read().flatMap(JobPulse::parse);
  }

  private static void write(LakeLocation location, JobPulse pulse) {
    ObjectNode said = NoteFile.empty().put("at", pulse.at.toString()).put("stopped", pulse.stopped);
    pulse.interval.ifPresent(interval -> said.put("interval_ms", interval.toMillis()));
    NoteFile.of(location, FILE).write(said);
  }

  private static Optional<JobPulse> parse(JsonNode said) {
    try {
      return Optional.of(
          new JobPulse(
              Instant.parse(said.path("at").asText()),
              Optional.ofNullable(said.get("interval_ms"))
                  .map(ms -> Duration.ofMillis(ms.asLong())),
              said.path("stopped").asBoolean(false)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
