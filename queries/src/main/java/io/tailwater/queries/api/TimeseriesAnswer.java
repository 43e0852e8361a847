package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.CellType;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.rows.Tabular;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Numbers over time, in columns: one array a number, as long as {@code time}. */
final class TimeseriesAnswer implements Answer {
  /** Takes the groups beyond the largest; requests of capped endpoints have the same name. */
  private static final String OTHER = "{other}";

  private static final List<String> GROUPS = groups();

  /**
   * The answer's fields.
   *
   * @param step width of a point
   * @param groupBy what the series are
   * @param time start of each point
   * @param fillingFrom start of the first point for which events are still expected; null when
   *     there is none
   * @param series one a group, most requests first, the rest in one last
   * @param previous the same groups in the earlier range, on the same grid; left out when nothing
   *     is compared
   * @param compare the earlier range; left out when nothing is compared
   */
  record Body(
      String step,
      String groupBy,
      List<Instant> time,
      Instant fillingFrom,
      List<Series> series,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<Series> previous,
      @JsonInclude(JsonInclude.Include.NON_NULL) Comparison.Told compare)
      implements Tabular, TiedToNow {

    @Override
    public Record settled() {
      return compare;
    }

    /** One row a time and series. */
    @Override
    public Rows rows() {
      boolean grouped = !groupBy.equals("none");
      List<String> columns = new ArrayList<>(Series.COLUMNS);
      List<CellType> types = new ArrayList<>(Series.TYPES);
      if (grouped) {
        columns.add(1, groupBy);
        types.add(1, CellType.TEXT);
      }
      List<List<Object>> rows = new ArrayList<>();
      for (int point = 0; point < time.size(); point++) {
        for (Series one : series) {
          List<Object> row = one.row(time.get(point), point);
          if (grouped) {
            row.add(1, one.labels().get(groupBy));
          }
          rows.add(row);
        }
      }
      return new Rows(columns, types, rows);
    }
  }

  /**
   * One group over time. Counts are 0 and latencies null where nothing happened.
   *
   * @param labels name and value of the group; empty when there are no groups
   */
  record Series(
      Map<String, String> labels,
      long[] requests,
      long[] clientErrors,
      long[] serverErrors,
      long[] bytes,
      Double[] p50Ms,
      Double[] p95Ms,
      Double[] p99Ms,
      Double[] maxMs) {
    private static final List<String> COLUMNS =
        List.of(
            "time",
            "requests",
            "client_errors",
            "server_errors",
            "bytes",
            "p50_ms",
            "p95_ms",
            "p99_ms",
            "max_ms");
    private static final List<CellType> TYPES =
        List.of(
            CellType.TIME,
            CellType.WHOLE,
            CellType.WHOLE,
            CellType.WHOLE,
            CellType.WHOLE,
            CellType.DECIMAL,
            CellType.DECIMAL,
            CellType.DECIMAL,
            CellType.DECIMAL);

    Series(Map<String, String> labels, int points) {
      this(
          labels,
          new long[points],
          new long[points],
          new long[points],
          new long[points],
          new Double[points],
          new Double[points],
          new Double[points],
          new Double[points]);
    }

    List<Object> row(Instant time, int point) {
      return new ArrayList<>(
          Arrays.asList(
              time,
              requests[point],
              clientErrors[point],
              serverErrors[point],
              bytes[point],
              p50Ms[point],
              p95Ms[point],
              p99Ms[point],
              maxMs[point]));
    }

    void set(int point, Numbers numbers) {
      requests[point] = numbers.requests();
      clientErrors[point] = numbers.clientErrors();
      serverErrors[point] = numbers.serverErrors();
      bytes[point] = numbers.bytes();
      p50Ms[point] = numbers.p50Ms();
      p95Ms[point] = numbers.p95Ms();
      p99Ms[point] = numbers.p99Ms();
      maxMs[point] = numbers.maxMs();
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "step", "group_by", "limit", Comparison.NAME);
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    String groupBy = parameters.word("group_by", GROUPS);
    int limit = (int) parameters.whole("limit", 10, 1, 100);
    TimeRange range = inquiry.range();
    Step step = Step.parse(parameters, range);
    Optional<Comparison> comparison = Comparison.of(inquiry, range, step.length());
    Grid grid = Grid.of(range, step);
    Facts facts = facts(inquiry, range, step);
    List<String> largest = new ArrayList<>();
    if (!groupBy.equals("none")) {
      largest = largest(facts, Dimension.of(groupBy).sql());
    }
    List<String> named = largest.subList(0, Math.min(limit, largest.size()));
    boolean all = named.size() == largest.size();
    List<Series> series = series(facts, grid, groupBy, named, all);
    List<Series> previous = null;
    Comparison.Told told = null;
    if (comparison.isPresent()) {
      Facts earlier = facts(inquiry, comparison.get().range(), step);
      long steps = comparison.get().shift().dividedBy(step.length());
      previous = series(earlier, grid.earlier(steps), groupBy, named, false);
      told = comparison.get().told(range, earlier);
    }
    Body body =
        new Body(
            step.label(),
            groupBy,
            grid.time(),
            fillingFrom(grid, inquiry.session().lake().cut().watermark()),
            series,
            previous,
            told);
    return new Result(body, facts, largest.size() > limit);
  }

  private static Facts facts(Inquiry inquiry, TimeRange range, Step step) {
    return step.isWholeHours() ? inquiry.facts(range) : inquiry.events(range);
  }

  private static Instant fillingFrom(Grid grid, Optional<Instant> watermark) {
    for (int i = 0; i < grid.points(); i++) {
      if (watermark.isEmpty() || grid.start(i + 1).isAfter(watermark.get())) {
        return grid.start(i);
      }
    }
    return null;
  }

  private static List<Series> series(
      Facts facts, Grid grid, String groupBy, List<String> largest, boolean all)
      throws SQLException {
    boolean grouped = !groupBy.equals("none");
    Map<String, Series> series = new LinkedHashMap<>();
    if (!grouped) {
      series.put(null, new Series(Map.of(), grid.points()));
    }
    largest.forEach(name -> series.put(name, new Series(labels(groupBy, name), grid.points())));
    List<Sql> keys =
        grouped
            ? List.of(
                grid.slot(),
                all
                    ? Sql.of(Dimension.of(groupBy).sql())
                    : grouping(Dimension.of(groupBy).sql(), largest))
            : List.of(grid.slot());
    for (Group group : new GroupQuery(facts, keys).run(Numbers.QUANTILES)) {
      String name = grouped ? (String) group.key().get(1) : null;
      series
          .computeIfAbsent(name, other -> new Series(labels(groupBy, other), grid.points()))
          .set((int) ((Long) group.key().get(0) - grid.first()), Numbers.of(group));
    }
    return List.copyOf(series.values());
  }

  /** Names of all groups, most requests first, then by name, nothing last. */
  private static List<String> largest(Facts facts, String dimension) throws SQLException {
    List<Group> groups =
        new ArrayList<>(new GroupQuery(facts, List.of(Sql.of(dimension))).run(new double[0]));
    // They come by name, and sorting keeps the order of equals.
    groups.sort(Comparator.comparingLong((Group group) -> group.counts().requests()).reversed());
    List<String> names = new ArrayList<>();
    groups.forEach(group -> names.add((String) group.key().get(0)));
    return names;
  }

  /** The dimension for the largest groups, and one name for all others. */
  private static Sql grouping(String dimension, List<String> largest) {
    if (largest.isEmpty()) {
      return Sql.of("'" + OTHER + "'");
    }
    Sql sql = Sql.of("CASE");
    List<String> named = largest.stream().filter(name -> name != null).toList();
    if (largest.contains(null)) {
      sql.add(" WHEN " + dimension + " IS NULL THEN NULL");
    }
    if (!named.isEmpty()) {
      sql.add(
          " WHEN " + dimension + " IN (" + Filters.marks(named.size()) + ") THEN " + dimension,
          named.toArray());
    }
    return sql.add(" ELSE '" + OTHER + "' END");
  }

  private static Map<String, String> labels(String groupBy, String name) {
    return groupBy.equals("none") ? Map.of() : Collections.singletonMap(groupBy, name);
  }

  private static List<String> groups() {
    List<String> groups = new ArrayList<>();
    groups.add("none");
    groups.addAll(
        Dimension.labels(
            Dimension.STATUS_CLASS,
            Dimension.SERVICE,
            Dimension.ENDPOINT,
            Dimension.METHOD,
            Dimension.REGION,
            Dimension.CLIENT_CLASS));
    return List.copyOf(groups);
  }
}
