package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tailwater.connectors.lake.LatencyBuckets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Latency quantiles by group, from added-up sketches or, when asked, from the events themselves.
 */
final class LatencyAnswer implements Answer {

  /**
   * The answer's fields.
   *
   * @param groupBy what {@code items} are
   * @param exact whether the latencies themselves were sorted
   * @param relativeError largest relative distance of a quantile from the exact one
   * @param items one a group, most requests first; hours and days in their order
   * @param compare the earlier range; left out when nothing is compared
   */
  record Body(
      String groupBy,
      boolean exact,
      double relativeError,
      List<Map<String, Object>> items,
      @JsonInclude(JsonInclude.Include.NON_NULL) Comparison.Told compare)
      implements TiedToNow {

    @Override
    public Record settled() {
      return compare;
    }
  }

  @Override
  public Set<String> parameters() {
    return Names.with(
        Filters.NAMES, "from", "to", "group_by", "q", "exact", "limit", Comparison.NAME);
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    Grouping grouping = Grouping.parse(parameters, "endpoint");
    boolean exact = "true".equals(parameters.word("exact", List.of("false", "true")));
    long limit = parameters.whole("limit", 100, 1, 1000);
    double[] quantiles = Quantiles.parse(parameters.one("q").orElse("0.5,0.95,0.99"));
    TimeRange range = inquiry.range();
    Optional<Comparison> comparison = Comparison.of(inquiry, range);
    if (comparison.isPresent() && grouping.hasTime()) {
      throw new BadParameterException(
          Comparison.NAME, "'compare' wants groups that both ranges can have, got hours or days");
    }
    Facts facts = exact ? inquiry.events(range) : inquiry.facts(range);
    List<Group> groups = grouping.ordered(groups(facts, grouping, quantiles, exact));
    List<Map<String, Object>> items =
        groups.stream().limit(limit).map(group -> item(grouping, group, quantiles)).toList();
    Comparison.Told told = null;
    if (comparison.isPresent()) {
      TimeRange before = comparison.get().range();
      Facts earlier = exact ? inquiry.events(before) : inquiry.facts(before);
      compare(items, groups, groups(earlier, grouping, quantiles, exact), quantiles);
      told = comparison.get().told(range, earlier);
    }
    double error = exact ? 0 : LatencyBuckets.RELATIVE_ERROR;
    return new Result(
        new Body(grouping.label(), exact, error, items, told), facts, groups.size() > limit);
  }

  private static List<Group> groups(
      Facts facts, Grouping grouping, double[] quantiles, boolean exact) throws SQLException {
    GroupQuery query = new GroupQuery(facts, grouping.keys());
    return exact ? query.runExactly(quantiles) : query.run(quantiles);
  }

  private static Map<String, Object> item(Grouping grouping, Group group, double[] quantiles) {
    Map<String, Object> item = grouping.labels(group.key());
    item.putAll(numbers(group, quantiles));
    return item;
  }

  private static Map<String, Object> numbers(Group group, double[] quantiles) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    Counts counts = group.counts();
    numbers.put("requests", counts.requests());
    numbers.put("latency_count", counts.latencyCount());
    for (int i = 0; i < quantiles.length; i++) {
      numbers.put(Quantiles.nameOf(quantiles[i]), Numbers.rounded(group.quantilesMs()[i]));
    }
    numbers.put("min_ms", Numbers.rounded(counts.latencyMinMs()));
    numbers.put(
        "mean_ms",
        counts.latencyCount() == 0
            ? null
            : Numbers.rounded(counts.latencySumMs() / counts.latencyCount()));
    numbers.put("max_ms", Numbers.rounded(counts.latencyMaxMs()));
    return numbers;
  }

  /** Adds {@code previous} and {@code change} to each item. */
  private static void compare(
      List<Map<String, Object>> items,
      List<Group> groups,
      List<Group> earlier,
      double[] quantiles) {
    Map<List<Object>, Group> before = new HashMap<>();
    earlier.forEach(group -> before.put(group.key(), group));
    for (int i = 0; i < items.size(); i++) {
      List<Object> key = groups.get(i).key();
      Group none = new Group(key, Counts.NONE, new Double[quantiles.length]);
      Map<String, Object> previous = numbers(before.getOrDefault(key, none), quantiles);
      Map<String, Object> change = new LinkedHashMap<>();
      Map<String, Object> item = items.get(i);
      previous.forEach(
          (name, then) -> change.put(name, Change.ratio(real(then), real(item.get(name)))));
      item.put("previous", previous);
      item.put("change", change);
    }
  }

  private static Double real(Object number) {
    return number == null ? null : (Double) ((Number) number).doubleValue();
  }
}
