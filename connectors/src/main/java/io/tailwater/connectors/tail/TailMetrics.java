package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.LineageStats;
import io.tailwater.connectors.tail.file.TailClock;
import io.tailwater.connectors.tail.file.TailCounters;
import io.tailwater.connectors.tail.file.TailEngine;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/** What the engines of one reader have met and how its logs are doing, in Flink's metrics. */
final class TailMetrics {

  // Flink makes a new engine when it has let the last one go for want of splits.
  private final List<TailCounters> engines = new CopyOnWriteArrayList<>();
  private final TailClock clock;
  private final BusiestLogs busiest;
  private volatile Collection<LineageStats> logs = List.of();

  TailMetrics(SourceReaderMetricGroup reader, TailClock clock) {
    this.clock = clock;
    MetricGroup group = reader.addGroup("tail");
    group.gauge("bytesRead", total(counters -> counters.bytesRead));
    group.gauge("bytesLost", total(counters -> counters.bytesLost));
    group.gauge("losses", total(counters -> counters.losses));
    group.gauge("zeroBytes", total(counters -> counters.zeroBytes));
    group.gauge("truncations", total(counters -> counters.truncations));
    group.gauge("longLines", total(counters -> counters.longLines));
    group.gauge("copiesHeld", total(counters -> counters.copiesHeld));
    group.gauge("archivesIgnored", total(counters -> counters.archivesIgnored));
    group.gauge("archiveBytesInflated", total(counters -> counters.archiveBytesInflated));
    group.gauge("readFailures", total(counters -> counters.readFailures));
    group.gauge("pinFailures", total(counters -> counters.pinFailures));
    group.gauge("anchorCheckFailures", total(counters -> counters.anchorCheckFailures));
    group.gauge("identityAmbiguous", total(counters -> counters.identityAmbiguous));
    group.gauge("lateAfterFinal", total(counters -> counters.lateAfterFinal));
    group.gauge("filesRefused", total(counters -> counters.filesRefused));
    group.gauge("tombstonesDropped", total(counters -> counters.tombstonesDropped));
    Gauge<Long> behind = sum(LineageStats::bytesBehind);
    group.gauge("bytesBehind", behind);
    group.gauge("generations", sum(LineageStats::generations));
    group.gauge(
        "oldestUnreadAgeMillis",
        (Gauge<Long>) () -> BusiestLogs.oldestUnreadAge(logs, clock.wallMillis()));
    reader.setPendingBytesGauge(behind);
    busiest = new BusiestLogs(group, clock::wallMillis);
  }

  /** A new engine does the reading from now on. */
  void begin(TailEngine engine) {
    engines.add(engine.counters());
    logs = engine.stats();
  }

  /** Called by the reading thread, often. */
  void look() {
    busiest.choose(logs, clock.monotonicMillis());
  }

  private Gauge<Long> total(Function<TailCounters, LongAdder> counter) {
    return () -> engines.stream().mapToLong(engine -> counter.apply(engine).sum()).sum();
  }

  private Gauge<Long> sum(ToLongFunction<LineageStats> stat) {
    return () -> logs.stream().mapToLong(stat).sum();
  }
}
