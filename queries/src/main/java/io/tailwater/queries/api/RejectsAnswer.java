package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lines that were rejected, by the time when they were received: how many by reason, and which.
 * Those that a replay has made events of are among them only when that is asked for.
 */
final class RejectsAnswer implements Answer {
  private static final List<String> WORDS = List.of("source", "stream", "reason");

  private static final Keyset ORDER =
      new Keyset(
          List.of(
              new Keyset.Key("received_at", true),
              new Keyset.Key("source", false),
              new Keyset.Key("stream", false),
              new Keyset.Key("\"offset\"", true),
              new Keyset.Key("coalesce(part, -1)", true)));

  /**
   * The rejects of a range.
   *
   * @param reasons why, most frequent first
   * @param course how many over time
   * @param items the newest of them
   * @param nextCursor names the page after these; null where there are no more
   */
  record Body(
      List<Reason> reasons, RejectCourse course, List<RejectedItem> items, String nextCursor)
      implements Paged {}

  /**
   * Rejects of one kind.
   *
   * @param reason why the lines were rejected
   * @param rejects how many
   * @param first when the first of them was received
   * @param last when the last of them was
   */
  record Reason(String reason, long rejects, Instant first, Instant last) {}

  @Override
  public Set<String> parameters() {
    return Set.of("from", "to", "source", "stream", "reason", "replayed", "limit", "cursor");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    CutSession session = inquiry.session();
    Parameters parameters = inquiry.parameters();
    long limit = parameters.whole("limit", 100, 1, 1000);
    Paging paging = inquiry.paging();
    Optional<Instant> newest = newest(session);
    TimeRange range =
        paging.range().orElseGet(() -> RangeParser.parse(parameters, inquiry.now(), newest));
    Sql rejects = rejects(session, range, parameters);
    List<Reason> reasons =
        session.query(
            Sql.of(
                    "SELECT reason, count(*) AS rejects, min(received_at) AS first,"
                        + " max(received_at) AS last")
                .add(rejects)
                .add(" GROUP BY reason ORDER BY rejects DESC, reason"),
            row ->
                new Reason(
                    row.getString("reason"),
                    row.getLong("rejects"),
                    CutSession.instant(row, "first"),
                    CutSession.instant(row, "last")));
    RejectCourse course = RejectCourse.measure(session, range, rejects);
    Sql page = Sql.of("SELECT *").add(rejects);
    if (!paging.isFirst()) {
      page.add(ORDER.after(position(paging)));
    }
    List<RejectedItem> items =
        session.query(
            page.add(" ORDER BY " + ORDER.order() + " LIMIT " + (limit + 1)), RejectedItem::of);
    boolean more = items.size() > limit;
    String next = null;
    if (more) {
      items = items.subList(0, (int) limit);
      next = next(paging, session.lake(), range, items.get((int) limit - 1));
    }
    return new Result(
        new Body(reasons, course, items, next),
        range,
        session.lake().isWholeFrom(LakeTables.REJECTS, range.from()),
        more);
  }

  private static String next(Paging paging, LakeAtCut lake, TimeRange range, RejectedItem last) {
    return paging.after(
        lake,
        range,
        Micros.of(last.receivedAt()),
        last.source(),
        last.stream(),
        last.offset(),
        last.part() == null ? -1 : last.part());
  }

  private static List<Object> position(Paging paging) {
    return List.of(
        paging.time(0), paging.text(1), paging.text(2), paging.whole(3), paging.whole(4));
  }

  private static Sql rejects(CutSession session, TimeRange range, Parameters parameters) {
    Sql sql =
        Sql.of(" FROM " + session.rejects(range.from(), range.to()))
            .add(" WHERE received_at >= ? AND received_at < ?", range.from(), range.to());
    parameters
        .one("replayed")
        .map(RejectsAnswer::replayed)
        .orElse(Optional.of(false))
        .ifPresent(is -> sql.add(" AND replayed_at IS " + (is ? "NOT NULL" : "NULL")));
    for (String word : WORDS) {
      List<String> values = parameters.all(word);
      if (!values.isEmpty()) {
        sql.add(" AND " + word + " IN (" + Filters.marks(values.size()) + ")", values.toArray());
      }
    }
    return sql;
  }

  /** Which rejects are asked for; empty for all of them. */
  private static Optional<Boolean> replayed(String value) {
    return switch (value) {
      case "all" -> Optional.empty();
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default ->
          throw new BadParameterException(
              "replayed", "replayed wants false, true or all, got " + value);
    };
  }

  /** The newest commit that rejected something: lines are received shortly before. */
  private static Optional<Instant> newest(CutSession session) throws SQLException {
    return Optional.ofNullable(
        session
            .query(
                Sql.of("SELECT max(committed_at) AS newest FROM ledger WHERE rejects > 0"),
                row -> CutSession.instant(row, "newest"))
            .get(0));
  }
}
