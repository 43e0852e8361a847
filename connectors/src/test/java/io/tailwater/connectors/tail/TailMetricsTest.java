package io.tailwater.connectors.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailwater.connectors.tail.file.TailCounters;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class TailMetricsTest {

  @Test
  void aReadersEnginesAddUp() {
    Group group = new Group();
    TailMetrics metrics = new TailMetrics(group);
    for (int engine = 1; engine <= 2; engine++) {
      TailCounters counters = new TailCounters();
      counters.bytesRead.add(engine);
      counters.bytesLost.add(10 * engine);
      counters.truncations.add(100 * engine);
      metrics.add(counters);
    }
    assertThat(group.value("bytesRead")).isEqualTo(3L);
    assertThat(group.value("bytesLost")).isEqualTo(30L);
    assertThat(group.value("truncations")).isEqualTo(300L);
    assertThat(group.gauges).hasSize(8);
  }

  private static final class Group extends UnregisteredMetricsGroup {
    private final Map<String, Gauge<?>> gauges = new HashMap<>();

    Object value(String name) {
      return gauges.get(name).getValue();
    }

    @Override
    public MetricGroup addGroup(String name) {
      return this;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      gauges.put(name, gauge);
      return gauge;
    }
  }
}
