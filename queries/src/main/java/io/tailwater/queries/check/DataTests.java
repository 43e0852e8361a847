package io.tailwater.queries.check;

import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The list of tests. */
public final class DataTests {
  private static final Map<LakeTables, List<String>> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put(LakeTables.EVENTS, List.of("ts", "source", "stream", "offset"));
    KEYS.put(LakeTables.REQUESTS_HOURLY, List.of("hour", "requests", "bytes", "latency_count"));
    KEYS.put(LakeTables.REJECTS, List.of("received_at", "source", "stream", "offset", "reason"));
    KEYS.put(LakeTables.LEDGER, List.of("seq", "committed_at", "source", "stream", "lines"));
  }

  private static final String BUCKETS_OUT_OF_ORDER =
      "len(latency_buckets) <> len(latency_counts)"
          + " OR list_sort(list_distinct(latency_buckets)) <> latency_buckets"
          + " OR coalesce(list_min(latency_counts), 1) < 1";

  private DataTests() {}

  /**
   * All of them, cheap ones first.
   *
   * @param minRows how many events there should be at least
   * @param maxFuture how far ahead of the clock an event may be
   */
  public static List<DataTest> all(long minRows, Duration maxFuture) {
    List<DataTest> tests = new ArrayList<>();
    tests.add(new MinRowsTest(minRows));
    KEYS.forEach(
        (table, columns) ->
            columns.forEach(
                column ->
                    tests.add(
                        new RowTest("not_null", table, column, '"' + column + "\" IS NULL"))));
    for (LakeTables table : List.of(LakeTables.EVENTS, LakeTables.REQUESTS_HOURLY)) {
      tests.add(new RowTest("status_range", table, "status", "status NOT BETWEEN 100 AND 599"));
      tests.add(
          new RowTest(
              "accepted_values",
              table,
              "client_class",
              "client_class NOT IN ('human', 'bot', 'unknown')"));
    }
    tests.add(new NoFutureTest(maxFuture));
    tests.add(
        new RowTest(
            "buckets_ascending",
            LakeTables.REQUESTS_HOURLY,
            "latency_buckets",
            BUCKETS_OUT_OF_ORDER));
    tests.add(new RollupTest());
    tests.add(new LedgerTest());
    tests.add(new UniqueTest());
    return tests;
  }

  /** The names that they go by. */
  public static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    all(1, Duration.ZERO).forEach(test -> names.add(test.name()));
    return names;
  }
}
