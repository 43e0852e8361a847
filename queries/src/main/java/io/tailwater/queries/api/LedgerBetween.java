package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the ledger tells of an hour between two cuts. Its rows have a range of times, not hours, so
 * it can only tell what may be of the hour.
 *
 * @param late rows that came late in commits with events of around the hour
 * @param lateInside those of them in commits with events of this hour alone
 * @param replays replays with events of around the hour
 * @param erased events of the hour that erasures took
 */
record LedgerBetween(long late, long lateInside, long replays, long erased) {
  static final LedgerBetween NOTHING = new LedgerBetween(0, 0, 0, 0);

  /**
   * By hour since the epoch. Upkeep names erasures and replays under the number of the newest
   * commit anew, so those of the older cut's number may be news as well.
   */
  static Map<Long, LedgerBetween> of(CutSession session, Cut older, Cut newer, TimeRange range)
      throws SQLException {
    Sql sql =
        Sql.of(
            "WITH hours AS (SELECT range AS number, to_timestamp(range * 3600) AS start,"
                + " to_timestamp((range + 1) * 3600) AS until FROM range(?, ?)),"
                + " news AS (SELECT * FROM ledger WHERE seq >= ? AND seq <= ?)"
                + " SELECT number,"
                + " coalesce(sum(late) FILTER (progress), 0)::BIGINT AS late,"
                + " coalesce(sum(late) FILTER (progress AND min_ts >= start AND max_ts < until),"
                + " 0)::BIGINT AS late_inside,"
                + " count(replay) AS replays,"
                + " coalesce(sum(erased) FILTER (erased_hour = start), 0)::BIGINT AS erased"
                + " FROM hours JOIN (SELECT *, seq > ? AND replay IS NULL AND erasure IS NULL"
                + " AS progress FROM news) ON (min_ts < until AND max_ts >= start)"
                + " OR erased_hour = start GROUP BY number",
            range.from().getEpochSecond() / 3600,
            range.to().getEpochSecond() / 3600,
            older.seq(),
            newer.seq(),
            older.seq());
    Map<Long, LedgerBetween> hours = new HashMap<>();
    session.forEach(
        sql,
        row ->
            hours.put(
                row.getLong("number"),
                new LedgerBetween(
                    row.getLong("late"),
                    row.getLong("late_inside"),
                    row.getLong("replays"),
                    row.getLong("erased"))));
    return hours;
  }
}
