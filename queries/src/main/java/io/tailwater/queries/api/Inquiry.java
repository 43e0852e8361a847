package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A question while it is being answered.
 *
 * @param session the cut it is answered at
 * @param parameters what was asked
 * @param extent oldest and newest event of the cut
 * @param now the time of asking
 */
record Inquiry(CutSession session, Parameters parameters, EventExtent extent, Instant now) {

  static Inquiry begin(CutSession session, Parameters parameters, Instant now) throws SQLException {
    return new Inquiry(session, parameters, EventExtent.of(session), now);
  }

  TimeRange range() {
    return RangeParser.parse(parameters, now, extent.newest());
  }

  TimeRange day() {
    return RangeParser.day(parameters, now, extent.newest());
  }

  /** What the range and the filters select, from rollups where they can tell. */
  Facts facts(TimeRange range) {
    Filters filters = Filters.parse(parameters);
    RangeParts parts =
        filters.needEvents() ? RangeParts.eventsOnly(range) : RangeParts.of(range, extent);
    return new Facts(session, range, parts, filters);
  }

  /** What the range and the filters select, from events alone. */
  Facts events(TimeRange range) {
    return new Facts(session, range, RangeParts.eventsOnly(range), Filters.parse(parameters));
  }
}
