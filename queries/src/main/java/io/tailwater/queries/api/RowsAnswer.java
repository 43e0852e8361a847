package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers of a range under the names and in the shape that earlier tools used. */
final class RowsAnswer implements Answer {
  private static final int SLOWEST = 10;

  private final Dimension dimension;
  private final Rows rows;

  /** Makes rows of groups, each with its name and numbers. */
  private interface Rows {
    Stream<Map<String, Object>> of(Stream<PairedNumbers> groups);
  }

  /** The answer's fields. */
  record Body(List<Map<String, Object>> rows) {}

  private RowsAnswer(Dimension dimension, Rows rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /** p50, p95 and p99 by service. */
  static RowsAnswer latencyByService() {
    return new RowsAnswer(
        Dimension.SERVICE,
        groups ->
            groups.map(
                group -> {
                  Map<String, Object> row = row("service", group);
                  row.put("p50_ms", group.numbers().p50Ms());
                  row.put("p95_ms", group.numbers().p95Ms());
                  row.put("p99_ms", group.numbers().p99Ms());
                  return row;
                }));
  }

  /** Percent of requests that the server failed, by endpoint, worst first. */
  static RowsAnswer errorRate() {
    return new RowsAnswer(
        Dimension.ENDPOINT,
        groups ->
            groups
                .sorted(worst(group -> group.numbers().serverErrorRatio()))
                .map(
                    group -> {
                      Map<String, Object> row = row("endpoint", group);
                      row.put("errors", group.numbers().serverErrors());
                      row.put("error_rate", group.numbers().serverErrorRatio() * 100);
                      return row;
                    }));
  }

  /** The ten endpoints with the largest p95, slowest first; those without latencies are none. */
  static RowsAnswer slowestEndpoints() {
    return new RowsAnswer(
        Dimension.ENDPOINT,
        groups ->
            groups
                .filter(group -> group.numbers().p95Ms() != null)
                .sorted(worst(group -> group.numbers().p95Ms()))
                .limit(SLOWEST)
                .map(
                    group -> {
                      Map<String, Object> row = row("endpoint", group);
                      row.put("p95_ms", group.numbers().p95Ms());
                      return row;
                    }));
  }

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Facts facts = inquiry.facts(inquiry.range());
    List<PairedNumbers> groups =
        PairedNumbers.of(facts, Optional.empty(), List.of(Sql.of(dimension.sql())));
    return new Result(new Body(rows.of(groups.stream()).toList()), facts, false);
  }

  private static Comparator<PairedNumbers> worst(Function<PairedNumbers, Double> number) {
    return Comparator.comparing(number).reversed();
  }

  private static Map<String, Object> row(String name, PairedNumbers group) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(name, group.key().get(0));
    row.put("requests", group.numbers().requests());
    return row;
  }
}
