package io.tailwater.queries.api;

import io.tailwater.connectors.lake.LatencyBuckets;
import io.tailwater.queries.lake.Sql;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Latency quantiles by group, from added-up sketches or, when asked, from the events themselves.
 */
final class LatencyAnswer implements Answer {
  private static final List<String> GROUPS =
      Dimension.labels(
          Dimension.ENDPOINT,
          Dimension.SERVICE,
          Dimension.METHOD,
          Dimension.REGION,
          Dimension.CLIENT_CLASS,
          Dimension.STATUS,
          Dimension.STATUS_CLASS,
          Dimension.HOUR);
  private static final int MOST_QUANTILES = 20;

  /**
   * The answer's fields.
   *
   * @param groupBy what {@code items} are
   * @param exact whether the latencies themselves were sorted
   * @param relativeError largest relative distance of a quantile from the exact one
   * @param items one a group, most requests first; hours in their order
   */
  record Body(
      String groupBy, boolean exact, double relativeError, List<Map<String, Object>> items) {}

  @Override
  public Set<String> parameters() {
    return Names.with(Filters.NAMES, "from", "to", "group_by", "q", "exact", "limit");
  }

  @Override
  public Result answer(Inquiry inquiry) throws SQLException {
    Parameters parameters = inquiry.parameters();
    Dimension dimension = Dimension.of(parameters.word("group_by", GROUPS));
    boolean exact = "true".equals(parameters.word("exact", List.of("false", "true")));
    long limit = parameters.whole("limit", 100, 1, 1000);
    double[] quantiles = quantiles(parameters.one("q").orElse("0.5,0.95,0.99"));
    TimeRange range = inquiry.range();
    List<Sql> keys = List.of(Sql.of(dimension.sql()));
    Facts facts = exact ? inquiry.events(range) : inquiry.facts(range);
    GroupQuery query = new GroupQuery(facts, keys);
    List<Group> groups = exact ? query.runExactly(quantiles) : query.run(quantiles);
    if (dimension != Dimension.HOUR) {
      groups = new ArrayList<>(groups);
      groups.sort(Comparator.comparingLong((Group group) -> group.counts().requests()).reversed());
    }
    List<Map<String, Object>> items =
        groups.stream().limit(limit).map(group -> item(dimension, group, quantiles)).toList();
    Body body =
        new Body(dimension.label(), exact, exact ? 0 : LatencyBuckets.RELATIVE_ERROR, items);
    return new Result(body, facts, groups.size() > limit);
  }

  private static Map<String, Object> item(Dimension dimension, Group group, double[] quantiles) {
    Counts counts = group.counts();
    Map<String, Object> item = new LinkedHashMap<>();
    Object key = group.key().get(0);
    item.put(
        dimension.label(),
        dimension == Dimension.HOUR ? Instant.ofEpochSecond((Long) key * 3600) : key);
    item.put("requests", counts.requests());
    item.put("latency_count", counts.latencyCount());
    for (int i = 0; i < quantiles.length; i++) {
      item.put(nameOf(quantiles[i]), Numbers.rounded(group.quantilesMs()[i]));
    }
    item.put("min_ms", Numbers.rounded(counts.latencyMinMs()));
    item.put(
        "mean_ms",
        counts.latencyCount() == 0
            ? null
            : Numbers.rounded(counts.latencySumMs() / counts.latencyCount()));
    item.put("max_ms", Numbers.rounded(counts.latencyMaxMs()));
    return item;
  }

  /** 0.95 is {@code p95_ms}, 0.999 is {@code p99_9_ms}. */
  private static String nameOf(double quantile) {
    String percent =
        BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString();
    return "p" + percent.replace('.', '_') + "_ms";
  }

  private static double[] quantiles(String text) {
    String[] parts = text.split(",", -1);
    double[] quantiles = new double[parts.length];
    for (int i = 0; i < parts.length; i++) {
      if (parts.length > MOST_QUANTILES || !parts[i].matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
        throw new BadParameterException(
            "q",
            "'q' wants up to "
                + MOST_QUANTILES
                + " numbers from 0 to 1, as 0.5,0.95,0.99, got '"
                + text
                + "'");
      }
      quantiles[i] = Double.parseDouble(parts[i]);
    }
    Arrays.sort(quantiles);
    return quantiles;
  }
}
