package io.tailwater.queries.api;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the page shows of one day.
 *
 * @param date the day, in UTC
 * @param total all requests of the day
 * @param hours hours with requests, in order
 * @param endpoints the busiest ones
 * @param freshness of the lake, whatever the day
 */
public record DayNumbers(
    LocalDate date,
    Numbers total,
    List<Hour> hours,
    List<Endpoint> endpoints,
    Freshness freshness) {

  /**
   * @param start start of the hour
   * @param numbers its requests
   */
  public record Hour(Instant start, Numbers numbers) {}

  /**
   * @param name null for requests without a path
   * @param numbers its requests
   */
  public record Endpoint(String name, Numbers numbers) {}
}
