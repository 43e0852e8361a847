package io.tailwater.queries.lake;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which load last touched each day. Immutable.
 *
 * @param all the load that read everything anew
 * @param days days since the epoch that later loads touched, and the last of these
 */
record DayVersions(long all, Map<Integer, Long> days) {

  static DayVersions anew(long load) {
    return new DayVersions(load, Map.of());
  }

  /** The same after a load more. */
  DayVersions touched(Set<Integer> some, long load) {
    Map<Integer, Long> next = new HashMap<>(days);
    some.forEach(day -> next.put(day, load));
    return new DayVersions(all, Map.copyOf(next));
  }

  long of(int day) {
    return days.getOrDefault(day, all);
  }
}
