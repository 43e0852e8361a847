package io.tailwater.connectors.tail;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.MetricRegistryConfiguration;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.ReporterSetup;
import org.apache.flink.runtime.metrics.groups.InternalSourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;

/** Flink's own metrics, and a reporter that holds what is registered now. */
final class RecordingRegistry implements AutoCloseable {
  private final Map<String, Metric> registered = new ConcurrentHashMap<>();
  private final MetricRegistryImpl registry;
  final InternalSourceReaderMetricGroup reader;

  RecordingRegistry() {
    Configuration none = new Configuration();
    registry =
        new MetricRegistryImpl(
            MetricRegistryConfiguration.fromConfiguration(none, Long.MAX_VALUE),
            List.of(
                new ReporterSetup(
                    "recording",
                    new MetricConfig(),
                    new Reporter(),
                    (metric, name, scope) -> true,
                    Map.of())));
    reader =
        InternalSourceReaderMetricGroup.wrap(
            TaskManagerMetricGroup.createTaskManagerMetricGroup(
                    registry, "here", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionAttemptID.randomId(), "source")
                .getOrAddOperator("source"));
  }

  /** Names of what is registered now, from {@code tail} on. */
  List<String> names() {
    return registered.keySet().stream().sorted().toList();
  }

  long value(String name) {
    return (Long) ((Gauge<?>) registered.get(name)).getValue();
  }

  @Override
  public void close() {
    registry.closeAsync().join();
  }

  private final class Reporter implements MetricReporter {
    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
      registered.put(identifier(name, group), metric);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
      registered.remove(identifier(name, group));
    }

    private String identifier(String name, MetricGroup group) {
      String full = group.getMetricIdentifier(name);
      int tail = full.indexOf("tail.");
      return tail < 0 ? name : full.substring(tail);
    }
  }
}
