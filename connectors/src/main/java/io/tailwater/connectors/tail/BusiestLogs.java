package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.LineageStats;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Metrics of single logs, of those that most was read from lately: a metric for each of a hundred
 * thousand logs would help nobody. They are chosen anew now and then, with one pass over all logs.
 * One thread only; the gauges are read by any.
 */
final class BusiestLogs {
  static final int MOST = 100;
  static final long PERIOD_MILLIS = 10_000;

  private final MetricGroup parent;
  private final LongSupplier wallMillis;
  private final Map<LineageStats, Long> readBefore = new HashMap<>();
  private Set<LineageStats> chosen = Set.of();
  private MetricGroup group;
  private Long chosenAtMillis;

  private record Candidate(LineageStats log, long read, long behind, boolean chosen) {}

  /** Least busy first. */
  private static final Comparator<Candidate> BY_BUSYNESS =
      Comparator.comparingLong(Candidate::read)
          .thenComparingLong(Candidate::behind)
          .thenComparing(Candidate::chosen)
          .thenComparing(candidate -> candidate.log().lineage(), Comparator.reverseOrder());

  /**
   * @param parent where the group of logs is made
   * @param wallMillis the wall clock, epoch milliseconds, for ages
   */
  BusiestLogs(MetricGroup parent, LongSupplier wallMillis) {
    this.parent = parent;
    this.wallMillis = wallMillis;
  }

  /**
   * Chooses anew when it is time.
   *
   * @param nowMillis on a clock that never goes back
   */
  void choose(Collection<LineageStats> logs, long nowMillis) {
    if (chosenAtMillis != null && nowMillis - chosenAtMillis < PERIOD_MILLIS) {
      return;
    }
    chosenAtMillis = nowMillis;
    Set<LineageStats> busiest = busiest(logs);
    if (!busiest.equals(chosen)) {
      chosen = busiest;
      register();
    }
    if (readBefore.size() > logs.size()) {
      readBefore.keySet().retainAll(Set.copyOf(logs));
    }
  }

  private Set<LineageStats> busiest(Collection<LineageStats> logs) {
    PriorityQueue<Candidate> busiest = new PriorityQueue<>(BY_BUSYNESS);
    for (LineageStats log : logs) {
      long read = readSinceTheLastChoice(log);
      long behind = log.bytesBehind();
      if (busiest.size() == MOST && isLess(read, behind, busiest.peek())) {
        continue;
      }
      busiest.add(new Candidate(log, read, behind, chosen.contains(log)));
      if (busiest.size() > MOST) {
        busiest.remove();
      }
    }
    Set<LineageStats> found = new LinkedHashSet<>();
    busiest.forEach(candidate -> found.add(candidate.log()));
    return found;
  }

  private static boolean isLess(long read, long behind, Candidate other) {
    return read < other.read() || (read == other.read() && behind < other.behind());
  }

  private long readSinceTheLastChoice(LineageStats log) {
    long read = log.bytesRead();
    if (read == 0) {
      return 0;
    }
    Long before = readBefore.get(log);
    if (before != null && before == read) {
      return 0;
    }
    readBefore.put(log, read);
    return before == null ? read : read - before;
  }

  /**
   * All anew: Flink keeps the shell of a single closed group for as long as its parent is there.
   */
  private void register() {
    if (group instanceof AbstractMetricGroup<?> registered) {
      registered.close();
    }
    group = parent.addGroup("busiest");
    for (LineageStats log : chosen) {
      MetricGroup one = group.addGroup("log", log.lineage());
      one.gauge("bytesRead", (Gauge<Long>) log::bytesRead);
      one.gauge("bytesBehind", (Gauge<Long>) log::bytesBehind);
      one.gauge("generations", (Gauge<Long>) log::generations);
      one.gauge("truncations", (Gauge<Long>) log::truncations);
      one.gauge("losses", (Gauge<Long>) log::losses);
      one.gauge("bytesLost", (Gauge<Long>) log::bytesLost);
      one.gauge("archiveBytesInflated", (Gauge<Long>) log::archiveBytesInflated);
      one.gauge("oldestUnreadAgeMillis", (Gauge<Long>) () -> oldestUnreadAge(List.of(log)));
    }
  }

  /** How long something has been unread, milliseconds; 0 when all is read. */
  private long oldestUnreadAge(Collection<LineageStats> logs) {
    return oldestUnreadAge(logs, wallMillis.getAsLong());
  }

  static long oldestUnreadAge(Collection<LineageStats> logs, long nowMillis) {
    long oldest = nowMillis;
    for (LineageStats log : logs) {
      Long since = log.unreadSinceMillis();
      oldest = since == null ? oldest : Math.min(oldest, since);
    }
    return nowMillis - oldest;
  }
}
