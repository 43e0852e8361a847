package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Oldest and newest event of a cut, as the ledger recorded them.
 *
 * @param oldest empty when no event was ever read
 * @param newest empty when no event was ever read
 */
record EventExtent(Optional<Instant> oldest, Optional<Instant> newest) {

  static EventExtent of(CutSession session) throws SQLException {
    return session.once(EventExtent.class, () -> query(session));
  }

  private static EventExtent query(CutSession session) throws SQLException {
    return session
        .query(
            Sql.of("SELECT min(min_ts) AS oldest, max(max_ts) AS newest FROM ledger"),
            row ->
                new EventExtent(
                    Optional.ofNullable(CutSession.instant(row, "oldest")),
                    Optional.ofNullable(CutSession.instant(row, "newest"))))
        .get(0);
  }

  boolean noneBefore(Instant time) {
    return oldest.isPresent() && !oldest.get().isBefore(time);
  }

  boolean noneFrom(Instant time) {
    return newest.isPresent() && newest.get().isBefore(time);
  }
}
