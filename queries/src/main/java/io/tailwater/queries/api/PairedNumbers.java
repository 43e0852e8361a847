package io.tailwater.queries.api;

import io.tailwater.queries.lake.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of one group, and if asked those of an earlier range beside them.
 *
 * @param key what it is grouped by; elements may be null
 * @param numbers of the range; zeros where only the earlier one had requests
 * @param previous of the earlier range; null when nothing is compared
 * @param change from the earlier to this; null when nothing is compared
 */
record PairedNumbers(List<Object> key, Numbers numbers, Numbers previous, Change change) {
  private static final Numbers NONE =
      Numbers.of(new Group(List.of(), Counts.NONE, new Double[Numbers.QUANTILES.length]));

  /** Every group that had requests in either range, ordered by key within the newer one. */
  static List<PairedNumbers> of(Facts facts, Optional<Facts> earlier, List<Sql> keys)
      throws SQLException {
    List<PairedNumbers> pairs = new ArrayList<>();
    Map<List<Object>, Numbers> before = new LinkedHashMap<>();
    if (earlier.isPresent()) {
      before.putAll(numbers(earlier.get(), keys));
    }
    numbers(facts, keys)
        .forEach(
            (key, numbers) -> {
              Numbers then = before.remove(key);
              pairs.add(pair(key, numbers, earlier.isPresent() && then == null ? NONE : then));
            });
    before.forEach((key, then) -> pairs.add(pair(key, NONE, then)));
    return pairs;
  }

  private static PairedNumbers pair(List<Object> key, Numbers numbers, Numbers previous) {
    return new PairedNumbers(
        key, numbers, previous, previous == null ? null : Change.between(previous, numbers));
  }

  private static Map<List<Object>, Numbers> numbers(Facts facts, List<Sql> keys)
      throws SQLException {
    Map<List<Object>, Numbers> numbers = new LinkedHashMap<>();
    for (Group group : new GroupQuery(facts, keys).run(Numbers.QUANTILES)) {
      numbers.put(group.key(), Numbers.of(group));
    }
    return numbers;
  }
}
