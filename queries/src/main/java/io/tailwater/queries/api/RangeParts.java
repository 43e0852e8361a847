package io.tailwater.queries.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range taken apart: whole hours, which rollups answer, and what is cut from an hour by the
 * range's edges, which only events can answer. Together they are exactly the range.
 *
 * @param hours whole hours; empty when the range has none
 * @param days the whole days of those hours, also a day of which they lack only hours that have no
 *     event; empty when there are none
 * @param edges the rest, at most two pieces
 */
record RangeParts(Optional<Piece> hours, Optional<Piece> days, List<Piece> edges) {

  /** Half-open. */
  record Piece(Instant from, Instant to) {}

  /** Everything from events. */
  static RangeParts eventsOnly(TimeRange range) {
    return new RangeParts(
        Optional.empty(), Optional.empty(), List.of(new Piece(range.from(), range.to())));
  }

  /**
   * Takes a range apart. An edge beyond which there is no event at all cuts nothing from its hour,
   * so the hour counts as whole: the answer up to now needs no event file.
   *
   * @param extent oldest and newest event of the lake
   */
  static RangeParts of(TimeRange range, EventExtent extent) {
    Optional<Piece> hours = whole(range, extent, ChronoUnit.HOURS);
    if (hours.isEmpty()) {
      return eventsOnly(range);
    }
    List<Piece> edges = new ArrayList<>();
    if (range.from().isBefore(hours.get().from())) {
      edges.add(new Piece(range.from(), hours.get().from()));
    }
    if (hours.get().to().isBefore(range.to())) {
      edges.add(new Piece(hours.get().to(), range.to()));
    }
    return new RangeParts(hours, whole(range, extent, ChronoUnit.DAYS), edges);
  }

  private static Optional<Piece> whole(TimeRange range, EventExtent extent, TemporalUnit unit) {
    Instant from =
        extent.noneBefore(range.from()) ? range.from().truncatedTo(unit) : up(range.from(), unit);
    Instant to = extent.noneFrom(range.to()) ? up(range.to(), unit) : range.to().truncatedTo(unit);
    return from.isBefore(to) ? Optional.of(new Piece(from, to)) : Optional.empty();
  }

  private static Instant up(Instant time, TemporalUnit unit) {
    Instant down = time.truncatedTo(unit);
    return down.equals(time) ? time : down.plus(1, unit);
  }
}
