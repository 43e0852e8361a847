package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Endpoints of one day under the names and in the shape that earlier tools used. */
final class DayAnswer implements Answer {
  private static final Comparator<Row> BY_NAME =
      Comparator.comparing(Row::endpoint, Comparator.nullsLast(Comparator.naturalOrder()));

  private final boolean errorsOnly;

  private DayAnswer(boolean errorsOnly) {
    this.errorsOnly = errorsOnly;
  }

  /** Every endpoint that had errors, most first. */
  static DayAnswer errorsByEndpoint() {
    return new DayAnswer(true);
  }

  /** The endpoints with the most requests. */
  static DayAnswer topEndpoints() {
    return new DayAnswer(false);
  }

  /** The answer's fields. */
  record Body(LocalDate date, List<Row> rows) {}

  /**
   * One endpoint.
   *
   * @param endpoint null for requests without a path
   * @param errors status 400 and above
   * @param requests all
   */
  record Row(String endpoint, long errors, long requests) {}

  @Override
  public Set<String> parameters() {
    return errorsOnly ? Set.of("date") : Set.of("date", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    TimeRange day = inquiry.day();
    Facts facts = inquiry.facts(day);
    List<Row> rows =
        new GroupQuery(facts, List.of(Sql.of(Dimension.ENDPOINT.sql())))
            .run(new double[0]).stream().map(DayAnswer::row).toList();
    LocalDate date = day.from().atOffset(ZoneOffset.UTC).toLocalDate();
    if (errorsOnly) {
      List<Row> failing =
          rows.stream()
              .filter(row -> row.errors() > 0)
              .sorted(Comparator.comparingLong(Row::errors).reversed().thenComparing(BY_NAME))
              .toList();
      return new Result(new Body(date, failing), facts, false);
    }
    long limit = inquiry.parameters().whole("limit", 10, 1, 100);
    List<Row> busiest =
        rows.stream()
            .sorted(Comparator.comparingLong(Row::requests).reversed().thenComparing(BY_NAME))
            .limit(limit)
            .toList();
    return new Result(new Body(date, busiest), facts, rows.size() > limit);
  }

  private static Row row(Group group) {
    return new Row((String) group.key().get(0), group.counts().errors(), group.counts().requests());
  }
}
