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
 * @param paging which page of the answer is asked for
 */
record Inquiry(
    CutSession session, Parameters parameters, EventExtent extent, Instant now, Paging paging) {

  static Inquiry begin(CutSession session, Parameters parameters, Instant now) throws SQLException {
    return begin(session, parameters, now, Paging.NONE);
  }

  static Inquiry begin(CutSession session, Parameters parameters, Instant now, Paging paging)
      throws SQLException {
    return new Inquiry(session, parameters, EventExtent.of(session), now, paging);
  }

  TimeRange range() {
    return paging.range().orElseGet(() -> RangeParser.parse(parameters, now, extent.newest()));
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
