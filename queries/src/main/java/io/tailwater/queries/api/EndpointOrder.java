package io.tailwater.queries.api;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The orders in which endpoints can be asked for. */
final class EndpointOrder {
  private static final String CHANGE = "change_";
  private static final Map<String, Function<Numbers, Double>> NUMBERS = numbers();
  private static final Map<String, Function<Change, Double>> CHANGES = changes();

  private EndpointOrder() {}

  /**
   * By a number, endpoints without it last, then by name.
   *
   * @param compares whether the question compares, as orders by change need
   */
  static Comparator<EndpointsAnswer.Item> parse(String sort, boolean compares) {
    boolean descending = sort.startsWith("-");
    String name = descending ? sort.substring(1) : sort;
    Comparator<Double> numbers = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.<EndpointsAnswer.Item, Double>comparing(
            number(sort, name, compares), Comparator.nullsLast(numbers))
        .thenComparing(
            EndpointsAnswer.Item::endpoint, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static Function<EndpointsAnswer.Item, Double> number(
      String sort, String name, boolean compares) {
    if (NUMBERS.containsKey(name)) {
      return item -> NUMBERS.get(name).apply(item.numbers());
    }
    Function<Change, Double> change =
        name.startsWith(CHANGE) ? CHANGES.get(name.substring(CHANGE.length())) : null;
    if (change == null) {
      throw new BadParameterException(
          "sort",
          "'sort' wants one of "
              + String.join(", ", NUMBERS.keySet())
              + ", with - in front for the largest first, and with compare also one of these after "
              + CHANGE
              + ", got '"
              + sort
              + "'");
    }
    if (!compares) {
      throw new BadParameterException(
          "sort", "'sort' " + sort + " wants a range to compare with, as compare=previous");
    }
    return item -> change.apply(item.change());
  }

  private static Map<String, Function<Numbers, Double>> numbers() {
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

  private static Map<String, Function<Change, Double>> changes() {
    Map<String, Function<Change, Double>> sorts = new LinkedHashMap<>();
    sorts.put("requests", Change::requests);
    sorts.put("errors", Change::errors);
    sorts.put("client_errors", Change::clientErrors);
    sorts.put("server_errors", Change::serverErrors);
    sorts.put("error_ratio", Change::errorRatio);
    sorts.put("server_error_ratio", Change::serverErrorRatio);
    sorts.put("bytes", Change::bytes);
    sorts.put("p50", Change::p50Ms);
    sorts.put("p95", Change::p95Ms);
    sorts.put("p99", Change::p99Ms);
    sorts.put("max", Change::maxMs);
    sorts.put("total_time", Change::totalTimeMs);
    return sorts;
  }
}
