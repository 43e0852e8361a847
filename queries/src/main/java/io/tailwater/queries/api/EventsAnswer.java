package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RawText;
import io.tailwater.queries.lake.CutSession;
import io.tailwater.queries.lake.LakeAtCut;
import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.CellType;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.rows.Tabular;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.types.Types.NestedField;

/** The events behind a number, one by one, newest first or oldest first. */
final class EventsAnswer implements Answer {
  private static final String RAW = "raw";

  /**
   * The answer's fields.
   *
   * @param rows the same as rows
   * @param items one an event, with the table's columns
   * @param nextCursor names the page after these; null where there are no more
   */
  record Body(@JsonIgnore Rows rows, List<Map<String, Object>> items, String nextCursor)
      implements Tabular, Paged {}

  @Override
  public Set<String> parameters() {
    return Names.with(EventFilters.NAMES, "from", "to", "sort", RAW, "limit", "cursor");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    int limit = (int) parameters.whole("limit", 100, 1, 1000);
    boolean newestFirst = "-ts".equals(parameters.word("sort", List.of("-ts", "ts")));
    boolean raw = "true".equals(parameters.word(RAW, List.of("false", "true")));
    Sql filters = EventFilters.conditions(parameters);
    TimeRange range = inquiry.range();
    CutSession session = inquiry.session();
    List<NestedField> columns =
        session.lake().columns(LakeTables.EVENTS).columns().stream()
            .filter(column -> raw || !column.name().equals(RAW))
            .toList();
    EventPages pages = new EventPages(session, columns, filters, newestFirst);
    EventPages.Position begin = inquiry.paging().isFirst() ? null : position(inquiry.paging());
    List<Found> found = pages.read(range, begin, limit + 1, row -> Found.of(row, columns));
    boolean more = found.size() > limit;
    if (more) {
      found = found.subList(0, limit);
    }
    String next =
        more ? next(inquiry.paging(), session.lake(), range, found.get(limit - 1).at()) : null;
    Rows rows = new Rows(names(columns), types(columns), found.stream().map(Found::cells).toList());
    return new Result(
        new Body(rows, rows.rows().stream().map(rows::object).toList(), next),
        range,
        session.lake().isWholeFrom(LakeTables.EVENTS, range.from()),
        more);
  }

  /** A row and where it is. */
  private record Found(EventPages.Position at, List<Object> cells) {
    static Found of(ResultSet row, List<NestedField> columns) throws SQLException {
      List<Object> cells = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        if (columns.get(i - 1).name().equals(RAW)) {
          byte[] bytes = row.getBytes(i);
          RawText text = bytes == null ? new RawText(null, null) : RawText.of(bytes);
          cells.add(text.text());
          cells.add(text.base64());
        } else {
          cells.add(Rows.plain(row.getObject(i)));
        }
      }
      return new Found(EventPages.Position.of(row), cells);
    }
  }

  private static List<String> names(List<NestedField> columns) {
    List<String> names = new ArrayList<>();
    for (NestedField column : columns) {
      names.add(column.name());
      if (column.name().equals(RAW)) {
        names.add("raw_base64");
      }
    }
    return names;
  }

  private static List<CellType> types(List<NestedField> columns) {
    List<CellType> types = new ArrayList<>();
    for (NestedField column : columns) {
      types.add(
          switch (column.type().typeId()) {
            case INTEGER, LONG -> CellType.WHOLE;
            case FLOAT, DOUBLE -> CellType.DECIMAL;
            case BOOLEAN -> CellType.LOGICAL;
            case TIMESTAMP -> CellType.TIME;
            case LIST, MAP, STRUCT -> CellType.NESTED;
            default -> CellType.TEXT;
          });
      if (column.name().equals(RAW)) {
        types.add(CellType.TEXT);
      }
    }
    return types;
  }

  private static String next(
      Paging paging, LakeAtCut lake, TimeRange range, EventPages.Position last) {
    return paging.after(
        lake,
        range,
        Micros.of(last.ts()),
        last.source(),
        last.stream(),
        last.offset(),
        last.part());
  }

  private static EventPages.Position position(Paging paging) {
    Instant ts = paging.time(0);
    return new EventPages.Position(
        ts, paging.text(1), paging.text(2), paging.whole(3), paging.whole(4));
  }
}
