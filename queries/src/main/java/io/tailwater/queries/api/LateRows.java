package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Events that came after their hour had been closed, by the commits that brought them. */
final class LateRows {
  /** Of more commits than these nothing is kept at hand. */
  private static final int MOST_COMMITS = 20_000;

  private LateRows() {}

  /** The late events of one stream's commit, whose events lie between two times, both included. */
  private record Late(long from, long to, long rows) {}

  /** In commits with events of the range; in all commits without one. */
  static long count(CutSession session, Optional<TimeRange> range) throws SQLException {
    List<Late> all = session.once(LateRows.class, () -> read(session));
    if (all.size() > MOST_COMMITS) {
      return query(session, range);
    }
    long from = range.map(r -> Micros.of(r.from())).orElse(Long.MIN_VALUE);
    long to = range.map(r -> Micros.of(r.to())).orElse(Long.MAX_VALUE);
    long rows = 0;
    for (Late late : all) {
      if (range.isEmpty() || late.from() < to && late.to() >= from) {
        rows += late.rows();
      }
    }
    return rows;
  }

  private static List<Late> read(CutSession session) throws SQLException {
    // A row without times is of no range, but counts where none is asked for.
    return session.query(
        Sql.of(
            "SELECT coalesce(epoch_us(min_ts), "
                + Long.MAX_VALUE
                + "), coalesce(epoch_us(max_ts), "
                + -Long.MAX_VALUE
                + "), late FROM ledger WHERE late > 0 LIMIT "
                + (MOST_COMMITS + 1)),
        row -> new Late(row.getLong(1), row.getLong(2), row.getLong(3)));
  }

  private static long query(CutSession session, Optional<TimeRange> range) throws SQLException {
    Sql sql = Sql.of("SELECT coalesce(sum(late), 0)::BIGINT FROM ledger WHERE late > 0");
    range.ifPresent(r -> sql.add(" AND min_ts < ? AND max_ts >= ?", r.to(), r.from()));
    return session.query(sql, row -> row.getLong(1)).get(0);
  }
}
