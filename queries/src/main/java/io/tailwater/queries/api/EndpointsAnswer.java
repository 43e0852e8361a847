package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Endpoints with their numbers, in the order asked for. */
final class EndpointsAnswer implements Answer {
  private static final Map<String, Function<Numbers, Double>> SORTS = sorts();

  /** The answer's fields. */
  record Body(List<Item> items) {}

  /**
   * One endpoint.
   *
   * @param endpoint null for requests without a path
   */
  record Item(String endpoint, @JsonUnwrapped Numbers numbers) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "sort", "min_requests", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Comparator<Item> order = order(inquiry.parameters().one("sort").orElse("-requests"));
    long least = inquiry.parameters().whole("min_requests", 0, 0, Long.MAX_VALUE);
    long limit = inquiry.parameters().whole("limit", 100, 1, 1000);
    Facts facts = inquiry.facts(inquiry.range());
    List<Item> items =
        new GroupQuery(facts, List.of(Sql.of(Dimension.ENDPOINT.sql())))
            .run(Numbers.QUANTILES).stream()
                .map(group -> new Item((String) group.key().get(0), Numbers.of(group)))
                .filter(item -> item.numbers().requests() >= least)
                .sorted(order)
                .toList();
    return new Result(new Body(items.stream().limit(limit).toList()), facts, items.size() > limit);
  }

  /** By a number, endpoints without it last, then by name. */
  private static Comparator<Item> order(String sort) {
    boolean descending = sort.startsWith("-");
    Function<Numbers, Double> by = SORTS.get(descending ? sort.substring(1) : sort);
    if (by == null) {
      throw new BadParameterException(
          "sort",
          "'sort' wants one of "
              + String.join(", ", SORTS.keySet())
              + ", with - in front for the largest first, got '"
              + sort
              + "'");
    }
    Comparator<Double> numbers = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.<Item, Double>comparing(
            item -> by.apply(item.numbers()), Comparator.nullsLast(numbers))
        .thenComparing(Item::endpoint, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static Map<String, Function<Numbers, Double>> sorts() {
    Map<String, Function<Numbers, Double>> sorts = new LinkedHashMap<>();
    sorts.put("requests", numbers -> (double) numbers.requests());
    sorts.put("errors", numbers -> (double) numbers.errors());
    sorts.put("client_errors", numbers -> (double) numbers.clientErrors());
    sorts.put("server_errors", numbers -> (double) numbers.serverErrors());
    sorts.put("error_ratio", Numbers::errorRatio);
    sorts.put("server_error_ratio", Numbers::serverErrorRatio);
    sorts.put("bytes", numbers -> (double) numbers.bytes());
    sorts.put("p50", Numbers::p50Ms);
    sorts.put("p95", Numbers::p95Ms);
    sorts.put("p99", Numbers::p99Ms);
    sorts.put("max", Numbers::maxMs);
    sorts.put("total_time", Numbers::totalTimeMs);
    return sorts;
  }
}
