package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.TailCounters;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What the engines of one reader have met, in Flink's metrics. */
final class TailMetrics {

  // Flink makes a new engine when it has let the last one go for want of splits.
  private final List<TailCounters> engines = new CopyOnWriteArrayList<>();

  TailMetrics(MetricGroup reader) {
    MetricGroup group = reader.addGroup("tail");
    group.gauge("bytesRead", total(counters -> counters.bytesRead));
    group.gauge("bytesLost", total(counters -> counters.bytesLost));
    group.gauge("zeroBytes", total(counters -> counters.zeroBytes));
    group.gauge("truncations", total(counters -> counters.truncations));
    group.gauge("longLines", total(counters -> counters.longLines));
    group.gauge("copiesHeld", total(counters -> counters.copiesHeld));
    group.gauge("archivesIgnored", total(counters -> counters.archivesIgnored));
    group.gauge("readFailures", total(counters -> counters.readFailures));
    group.gauge("pinFailures", total(counters -> counters.pinFailures));
  }

  void add(TailCounters engine) {
    engines.add(engine);
  }

  private Gauge<Long> total(Function<TailCounters, LongAdder> counter) {
    return () -> engines.stream().mapToLong(engine -> counter.apply(engine).sum()).sum();
  }
}
