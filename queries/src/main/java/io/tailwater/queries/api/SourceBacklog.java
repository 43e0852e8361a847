package io.tailwater.queries.api;

import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What of a source is known to be there and not read, and how that changes: measured over the last
 * ten minutes, or since the first commit of a younger lake. A stream that came to be meanwhile has
 * come whole, but those of a source that is itself new were there before.
 *
 * @param source id of the source
 * @param unit what is counted: {@code bytes}, of a topic {@code records}
 * @param behind how many are not read
 * @param inPerSecond how many came; null while the lake is too young
 * @param outPerSecond how many were read; null while the lake is too young
 * @param mostOutPerSecond how many were read at the fastest in the last day, by one commit since
 *     the one before; null where no two commits tell
 * @param secondsToCatchUp until all is read if both go on like that; 0 when all is, null when that
 *     is never
 */
public record SourceBacklog(
    String source,
    String unit,
    long behind,
    Double inPerSecond,
    Double outPerSecond,
    Double mostOutPerSecond,
    Double secondsToCatchUp) {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final double LEAST_SECONDS = 1;

  /** Only of streams with news since: the others have neither grown nor been read. */
  private static final String STREAMS =
      "WITH marks AS (SELECT stream, max(to_offset) FILTER (committed_at <= ?) AS position_before,"
          + " arg_max(end_offset, (seq, to_offset)) FILTER (committed_at <= ?) AS end_before,"
          + " arg_min(from_offset, (seq, from_offset)) AS first_from,"
          + " arg_min(greatest(end_offset, to_offset), (seq, from_offset)) AS first_end"
          + " FROM ledger WHERE stream IN (SELECT stream FROM ledger WHERE committed_at > ?)"
          + " GROUP BY stream), known AS (SELECT DISTINCT source FROM streams"
          + " WHERE id IN (SELECT stream FROM ledger WHERE committed_at <= ?))";

  private static final String BY_SOURCE =
      " SELECT streams.source AS source, bool_or("
          + Unit.IS_OF_RECORDS.formatted("streams.stream")
          + ") AS of_records,"
          + " coalesce(sum(behind), 0)::BIGINT AS behind,"
          + " coalesce(sum(greatest(known_end, position) - coalesce(greatest(end_before,"
          + " position_before), CASE WHEN known.source IS NULL THEN first_end ELSE first_from END)),"
          + " 0) AS came,"
          + " coalesce(sum(position - coalesce(position_before, first_from)), 0) AS went,"
          + " any_value(most) AS most"
          + " FROM heads JOIN streams ON id = heads.stream"
          + " LEFT JOIN marks ON marks.stream = heads.stream"
          + " LEFT JOIN known ON known.source = streams.source"
          + " LEFT JOIN fastest ON fastest.source = streams.source"
          + " GROUP BY streams.source ORDER BY behind DESC, streams.source";

  private static final String FASTEST =
      "WITH news AS (SELECT stream, seq, committed_at, to_offset - from_offset AS read FROM ledger"
          + " WHERE committed_at > ?), commits AS (SELECT seq, min(committed_at) AS made FROM news"
          + " GROUP BY seq), apart AS (SELECT seq,"
          + " epoch_us(made - lag(made) OVER (ORDER BY seq)) / 1e6 AS seconds FROM commits),"
          + " sums AS (SELECT source, seq, sum(read) AS read FROM news"
          + " JOIN streams ON id = news.stream WHERE read > 0 GROUP BY source, seq)"
          + " SELECT source, max(read / seconds) AS most FROM sums JOIN apart USING (seq)"
          + " WHERE seconds > 0 GROUP BY source";

  /** Of every source, furthest behind first; the session must have its heads. */
  static List<SourceBacklog> measure(CutSession session, Instant now) throws SQLException {
    Instant first =
        session
            .query(
                Sql.of("SELECT min(committed_at) AS first FROM ledger"),
                row -> CutSession.instant(row, "first"))
            .get(0);
    if (first == null) {
      return List.of();
    }
    Instant since = now.minus(WINDOW).isBefore(first) ? first : now.minus(WINDOW);
    double seconds = ChronoUnit.MICROS.between(since, now) / 1e6;
    session.keep("fastest", Sql.of(FASTEST, now.minus(Duration.ofDays(1))));
    return session.query(
        Sql.of(STREAMS, since, since, since, since).add(BY_SOURCE), row -> of(row, seconds));
  }

  private static SourceBacklog of(ResultSet row, double seconds) throws SQLException {
    long behind = row.getLong("behind");
    boolean measured = seconds >= LEAST_SECONDS;
    Double in = measured ? (Double) (Math.max(0, row.getDouble("came")) / seconds) : null;
    Double out = measured ? (Double) (Math.max(0, row.getDouble("went")) / seconds) : null;
    return new SourceBacklog(
        row.getString("source"),
        row.getBoolean("of_records") ? Unit.RECORDS : Unit.BYTES,
        behind,
        in,
        out,
        CutSession.decimal(row, "most"),
        measured ? secondsToCatchUp(behind, in, out) : null);
  }

  /**
   * How long it takes until all is read; null when that is never.
   *
   * @param behind what is not read
   * @param in how many come a second
   * @param out how many are read a second
   */
  public static Double secondsToCatchUp(double behind, double in, double out) {
    return behind == 0 ? (Double) 0.0 : out > in ? (Double) (behind / (out - in)) : null;
  }
}
