package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;

/** Events of a range that pass the question's filters, with any columns of theirs. */
final class EventRows {
  private EventRows() {}

  /**
   * A query of them.
   *
   * @param columns what to select
   * @param condition begun with {@code AND}; empty for none
   */
  static Sql of(Inquiry inquiry, TimeRange range, String columns, String condition) {
    return Sql.of("SELECT " + columns + " FROM ")
        .add(inquiry.session().events(range.from(), range.to()))
        .add(" WHERE ts >= ? AND ts < ?" + condition, range.from(), range.to())
        .add(Filters.parse(inquiry.parameters()).conditions());
  }
}
