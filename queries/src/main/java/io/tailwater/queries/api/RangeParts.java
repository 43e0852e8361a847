package io.tailwater.queries.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A range taken apart: whole hours, which rollups answer, and what is cut from an hour by the
 * range's edges, which only events can answer. Together they are exactly the range.
 *
 * @param hours whole hours; empty when the range has none
 * @param edges the rest, at most two pieces
 */
record RangeParts(Optional<Piece> hours, List<Piece> edges) {

  /** Half-open. */
  record Piece(Instant from, Instant to) {}

  /** Everything from events. */
  static RangeParts eventsOnly(TimeRange range) {
    return new RangeParts(Optional.empty(), List.of(new Piece(range.from(), range.to())));
  }

  /**
   * Takes a range apart. An edge beyond which there is no event at all cuts nothing from its hour,
   * so the hour counts as whole: the answer up to now needs no event file.
   *
   * @param extent oldest and newest event of the lake
   */
  static RangeParts of(TimeRange range, EventExtent extent) {
    Instant from = extent.noneBefore(range.from()) ? floor(range.from()) : ceil(range.from());
    Instant to = extent.noneFrom(range.to()) ? ceil(range.to()) : floor(range.to());
    if (!from.isBefore(to)) {
      return eventsOnly(range);
    }
    List<Piece> edges = new ArrayList<>();
    if (range.from().isBefore(from)) {
      edges.add(new Piece(range.from(), from));
    }
    if (to.isBefore(range.to())) {
      edges.add(new Piece(to, range.to()));
    }
    return new RangeParts(Optional.of(new Piece(from, to)), edges);
  }

  private static Instant floor(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  private static Instant ceil(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? time : floor.plus(1, ChronoUnit.HOURS);
  }
}
