package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.CutStore;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.sql.SqlViews;
import java.sql.SQLException;
import java.time.Clock;

/**
 * The cut that a user's query is answered at.
 *
 * @param lake the cut
 * @param lateRows events that came late, of this cut
 */
public record SqlCut(LakeAtCut lake, long lateRows) {

  /**
   * The newest cut of a store, or an older one.
   *
   * @param asOf a commit's number or a time; null for the newest
   * @throws BadParameterException when {@code asOf} is neither
   * @throws NoCommitYetException when there is nothing to answer from
   * @throws CutGoneException when the cut is not kept any more
   */
  public static SqlCut of(CutStore store, String asOf, Clock clock) throws SQLException {
    try (CutSession newest = store.open().orElseThrow(NoCommitYetException::new)) {
      LakeAtCut lake = asOf == null ? newest.lake() : older(newest.lake(), asOf, clock);
      Sql late =
          Sql.of(
              "SELECT coalesce(sum(late), 0)::BIGINT FROM ledger WHERE seq <= ?", lake.cut().seq());
      return new SqlCut(lake, newest.query(late, row -> row.getLong(1)).get(0));
    }
  }

  /** The cut that {@code asOf} names, by the time of this machine. */
  public static LakeAtCut older(LakeAtCut newest, String asOf) {
    return older(newest, asOf, Clock.systemUTC());
  }

  private static LakeAtCut older(LakeAtCut newest, String asOf, Clock clock) {
    return newest
        .asOf(AsOf.parse(asOf, clock.instant()))
        .orElseThrow(() -> new CutGoneException(asOf));
  }

  public SqlViews views() {
    return SqlViews.of(lake);
  }

  /** What an answer from this cut says about itself. */
  public Meta meta(String requestId, double elapsedMs, boolean truncated) {
    return new Meta(
        requestId,
        null,
        null,
        null,
        Meta.CutName.of(lake.cut()),
        lake.cut().watermark().orElse(null),
        false,
        lateRows,
        elapsedMs,
        truncated,
        null);
  }
}
