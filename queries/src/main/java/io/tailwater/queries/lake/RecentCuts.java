package io.tailwater.queries.lake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The cuts that a store can still answer at, the current one among them. Thread-safe. */
final class RecentCuts {
  private static final int MOST = 50;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Deque<Entry> entries = new ArrayDeque<>();

  private record Entry(Published published, long nanos) {}

  /** Adds the newest cut; those that are too old are forgotten. */
  synchronized void add(Published newest) {
    long now = System.nanoTime();
    entries.addLast(new Entry(newest, now));
    while (entries.size() > MOST || now - entries.peekFirst().nanos() > LONGEST.toNanos()) {
      entries.removeFirst();
    }
  }

  /** Forgets all: what is in memory now tells nothing of earlier cuts. */
  synchronized void clear() {
    entries.clear();
  }

  /** The load of the oldest cut that is kept. */
  synchronized long oldest(long otherwise) {
    return entries.isEmpty() ? otherwise : entries.peekFirst().published().load();
  }

  synchronized Optional<Published> find(LakeAtCut wanted) {
    return entries.stream()
        .map(Entry::published)
        .filter(entry -> entry.lake().cut().equals(wanted.cut()))
        .reduce((older, newer) -> newer);
  }
}
