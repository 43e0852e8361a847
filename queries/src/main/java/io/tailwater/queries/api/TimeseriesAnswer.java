package io.tailwater.queries.api;

import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import io.tailwater.queries.rows.CellType;
import io.tailwater.queries.rows.Rows;
import io.tailwater.queries.rows.Tabular;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
   * @param series one a group, most requests first, the rest in one last
   */
  record Body(String step, String groupBy, List<Instant> time, List<Series> series)
      implements Tabular {

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
      Double[] p99Ms) {
    private static final List<String> COLUMNS =
        List.of(
            "time",
            "requests",
            "client_errors",
            "server_errors",
            "bytes",
            "p50_ms",
            "p95_ms",
            "p99_ms");
    private static final List<CellType> TYPES =
        List.of(
            CellType.TIME,
            CellType.WHOLE,
            CellType.WHOLE,
            CellType.WHOLE,
            CellType.WHOLE,
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
              p99Ms[point]));
    }

    void set(int point, Numbers numbers) {
      requests[point] = numbers.requests();
      clientErrors[point] = numbers.clientErrors();
      serverErrors[point] = numbers.serverErrors();
      bytes[point] = numbers.bytes();
      p50Ms[point] = numbers.p50Ms();
      p95Ms[point] = numbers.p95Ms();
      p99Ms[point] = numbers.p99Ms();
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "step", "group_by", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    String groupBy = parameters.word("group_by", GROUPS);
    int limit = (int) parameters.whole("limit", 10, 1, 100);
    TimeRange range = inquiry.range();
    Step step = Step.parse(parameters, range);
    Facts facts = step.isWholeHours() ? inquiry.facts(range) : inquiry.events(range);
    long firstSlot = Math.floorDiv(Micros.of(range.from()), step.micros());
    int points = (int) (Math.floorDiv(Micros.of(range.to()) - 1, step.micros()) - firstSlot) + 1;

    List<String> largest = new ArrayList<>();
    boolean truncated = false;
    Sql slot = Sql.of("(at_us // " + step.micros() + ")");
    List<Sql> keys = List.of(slot);
    if (!groupBy.equals("none")) {
      String dimension = Dimension.of(groupBy).sql();
      largest = largest(facts, dimension, limit + 1);
      truncated = largest.size() > limit;
      largest = largest.subList(0, Math.min(limit, largest.size()));
      keys = List.of(slot, grouping(dimension, largest));
    }
    Map<String, Series> series = new LinkedHashMap<>();
    if (groupBy.equals("none")) {
      series.put(null, new Series(Map.of(), points));
    }
    largest.forEach(name -> series.put(name, new Series(labels(groupBy, name), points)));
    for (Group group : new GroupQuery(facts, keys).run(Numbers.QUANTILES)) {
      String name = groupBy.equals("none") ? null : (String) group.key().get(1);
      int point = (int) ((Long) group.key().get(0) - firstSlot);
      series
          .computeIfAbsent(name, other -> new Series(labels(groupBy, other), points))
          .set(point, Numbers.of(group));
    }
    List<Instant> time = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      time.add(Instant.EPOCH.plus((firstSlot + i) * step.micros(), ChronoUnit.MICROS));
    }
    return new Result(
        new Body(step.label(), groupBy, time, List.copyOf(series.values())), facts, truncated);
  }

  private static List<String> largest(Facts facts, String dimension, int limit)
      throws SQLException {
    Sql sql =
        Sql.of("SELECT " + dimension + " AS name FROM (")
            .add(facts.counts())
            .add(") GROUP BY name ORDER BY sum(requests) DESC, name LIMIT " + limit);
    return facts.session().query(sql, row -> row.getString("name"));
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
