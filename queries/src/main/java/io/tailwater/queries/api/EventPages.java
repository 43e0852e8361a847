package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.ParquetRelation;
import io.tailwater.queries.lake.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads a page of events in the order of their times without sorting all of a range: from the end
 * where the page begins it walks slices of time, each four times as long as the one before, until
 * it has enough rows. A busy lake has them in the first minute; a rare event is found in a dozen
 * slices, and each row is looked at once.
 */
final class EventPages {
  private static final Duration FIRST_SLICE = Duration.ofMinutes(1);
  private static final int GROWTH = 4;

  private final CutSession session;
  private final List<NestedField> columns;
  private final Sql filters;
  private final boolean newestFirst;
  private final Keyset order;

  /**
   * Where an event is in the order of all.
   *
   * @param part -1 where it is no part of a record
   */
  record Position(Instant ts, String source, String stream, long offset, long part) {

    /** Of a row with the columns that {@link #read} adds. */
    static Position of(ResultSet row) throws SQLException {
      return new Position(
          CutSession.instant(row, "at_ts"),
          row.getString("at_source"),
          row.getString("at_stream"),
          row.getLong("at_offset"),
          row.getLong("at_part"));
    }

    private List<Object> values() {
      return List.of(ts, source, stream, offset, part);
    }
  }

  /**
   * @param columns what rows are to have
   * @param filters conditions begun with {@code AND}
   */
  EventPages(CutSession session, List<NestedField> columns, Sql filters, boolean newestFirst) {
    this.session = session;
    this.columns = columns;
    this.filters = filters;
    this.newestFirst = newestFirst;
    order =
        new Keyset(
            Stream.of("ts", "source", "stream", "\"offset\"", "coalesce(part, -1)")
                .map(sql -> new Keyset.Key(sql, newestFirst))
                .toList());
  }

  /**
   * The first rows of a range in order.
   *
   * @param after the row before the first; null to begin at the end of the range
   * @param most how many
   */
  <T> List<T> read(TimeRange range, Position after, int most, CutSession.Row<T> each)
      throws SQLException {
    Instant from = range.from();
    Instant to = range.to();
    if (after != null && newestFirst) {
      to = after.ts().plus(1, ChronoUnit.MICROS);
    } else if (after != null) {
      from = after.ts();
    }
    List<T> rows = new ArrayList<>();
    Duration width = FIRST_SLICE;
    while (rows.size() < most && from.isBefore(to)) {
      Instant edge = newestFirst ? later(from, to.minus(width)) : earlier(to, from.plus(width));
      Instant low = newestFirst ? edge : from;
      Instant high = newestFirst ? to : edge;
      List<String> files = session.lake().eventFiles(low, high);
      session.reads(LakeTables.EVENTS, files);
      if (!files.isEmpty()) {
        rows.addAll(session.query(slice(files, low, high, after, most - rows.size()), each));
      }
      if (newestFirst) {
        to = edge;
      } else {
        from = edge;
      }
      width = width.multipliedBy(GROWTH);
    }
    return rows;
  }

  private Sql slice(List<String> files, Instant low, Instant high, Position after, int most) {
    String names =
        columns.stream().map(NestedField::name).map(Sql::name).collect(Collectors.joining(", "));
    LakeAtCut lake = session.lake();
    Sql sql =
        Sql.of("SELECT " + names)
            .add(", ts AS at_ts, source AS at_source, stream AS at_stream")
            .add(", \"offset\" AS at_offset, coalesce(part, -1) AS at_part FROM ")
            .add(ParquetRelation.of(lake.columns(LakeTables.EVENTS), files))
            .add(" WHERE ts >= ? AND ts < ?", low, high)
            .add(filters);
    if (after != null) {
      sql.add(order.after(after.values()));
    }
    return sql.add(" ORDER BY " + order.order() + " LIMIT " + most);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
