package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which hours of a range are complete, which still fill, and what came late. */
final class CompletenessAnswer implements Answer {
  private static final int MOST_HOURS = 24 * 366;

  /**
   * The answer's fields.
   *
   * @param completeUntil start of the first hour for which events are still expected; null while
   *     that is unknown
   * @param complete hours of the range that are complete
   * @param filling hours for which events are still expected
   * @param partial hours of which retention may have removed something
   * @param hours the hours of the range up to now, in their order
   */
  record Body(Instant completeUntil, long complete, long filling, long partial, List<Hour> hours) {}

  /**
   * An hour.
   *
   * @param hour its start
   * @param state {@code complete}; {@code filling} while events are still expected; {@code partial}
   *     when retention may have removed some
   * @param requests in the whole hour
   * @param lateRowsAtMost rows that came late in commits with events of the hour
   * @param lastSeq newest commit with events from before or in the hour to in or after it; null for
   *     none
   * @param lastCommit its time
   */
  record Hour(
      Instant hour,
      String state,
      long requests,
      long lateRowsAtMost,
      Long lastSeq,
      Instant lastCommit) {}

  @Override
  public Set<String> parameters() {
    return Set.of("from", "to");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange range = inquiry.range();
    CutSession session = inquiry.session();
    Optional<Instant> watermark = session.lake().cut().watermark();
    Instant from = range.from().truncatedTo(ChronoUnit.HOURS);
    Instant to = inquiry.now().isBefore(range.to()) ? inquiry.now() : range.to();
    if (ChronoUnit.HOURS.between(from, to) > MOST_HOURS) {
      throw new BadParameterException(
          "from", "'from' wants a time at most " + MOST_HOURS + " hours before 'to'");
    }
    List<Hour> hours = from.isBefore(to) ? hours(inquiry, from, to, watermark) : List.of();
    Body body =
        new Body(
            watermark.map(mark -> mark.truncatedTo(ChronoUnit.HOURS)).orElse(null),
            count(hours, "complete"),
            count(hours, "filling"),
            count(hours, "partial"),
            hours);
    boolean whole = session.lake().isWholeFrom(LakeTables.REQUESTS_HOURLY, from);
    return new Result(body, range, whole, false);
  }

  private static List<Hour> hours(
      Inquiry inquiry, Instant from, Instant to, Optional<Instant> watermark) throws SQLException {
    CutSession session = inquiry.session();
    Instant end = to.minusNanos(1000).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    TimeRange whole = new TimeRange(from, end, TimeRange.Basis.ASKED);
    Facts facts =
        new Facts(
            session,
            whole,
            RangeParts.of(whole, inquiry.extent()),
            new Filters(Map.of(), List.of()));
    Sql sql =
        Sql.of(
                "WITH requested AS (SELECT (at_us // 3600000000)::BIGINT AS number,"
                    + " sum(requests)::BIGINT AS requests FROM (")
            .add(facts.counts(Detail.of("at_us")))
            .add(
                ") GROUP BY number), hours AS (SELECT range AS number,"
                    + " to_timestamp(range * 3600) AS start, to_timestamp((range + 1) * 3600) AS"
                    + " until FROM range(?, ?)), told AS (SELECT number, sum(late)::BIGINT AS late,"
                    + " max(seq) AS seq, max(committed_at) AS committed_at FROM hours JOIN ledger"
                    + " ON min_ts < until AND max_ts >= start GROUP BY number)"
                    + " SELECT number, coalesce(requests, 0) AS requests, coalesce(late, 0) AS"
                    + " late, seq, committed_at FROM hours LEFT JOIN requested USING (number)"
                    + " LEFT JOIN told USING (number) ORDER BY number",
                from.getEpochSecond() / 3600,
                end.getEpochSecond() / 3600);
    return session.query(
        sql,
        row -> {
          Instant hour = Instant.ofEpochSecond(row.getLong("number") * 3600);
          return new Hour(
              hour,
              state(session, hour, watermark),
              row.getLong("requests"),
              row.getLong("late"),
              row.getObject("seq", Long.class),
              CutSession.instant(row, "committed_at"));
        });
  }

  private static String state(CutSession session, Instant hour, Optional<Instant> watermark) {
    if (!session.lake().isWholeFrom(LakeTables.REQUESTS_HOURLY, hour)) {
      return "partial";
    }
    Instant end = hour.plus(1, ChronoUnit.HOURS);
    return watermark.isPresent() && !watermark.get().isBefore(end) ? "complete" : "filling";
  }

  private static long count(List<Hour> hours, String state) {
    return hours.stream().filter(hour -> hour.state().equals(state)).count();
  }
}
