package io.tailwater.queries.http;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tailwater.queries.Version;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleSupplier;

/** The process itself: version, memory of the Java heap and beside it, threads. */
final class ProcessMetrics {
  private final PrometheusRegistry registry;

  private ProcessMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  static void register(PrometheusRegistry registry) {
    ProcessMetrics metrics = new ProcessMetrics(registry);
    GaugeWithCallback.builder()
        .name("tailwater_build_info")
        .help("Always 1; what runs is in the labels.")
        .labelNames("version", "java")
        .callback(out -> out.call(1, Version.text(), Runtime.version().toString()))
        .register(registry);
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    GaugeWithCallback.builder()
        .name("jvm_memory_used_bytes")
        .help("Memory in use by Java; DuckDB's is beside it.")
        .labelNames("area")
        .callback(
            out -> {
              out.call(memory.getHeapMemoryUsage().getUsed(), "heap");
              out.call(memory.getNonHeapMemoryUsage().getUsed(), "nonheap");
            })
        .register(registry);
    metrics.gauge(
        "jvm_memory_max_bytes", "Most the heap may take.", () -> Runtime.getRuntime().maxMemory());
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    metrics.gauge("jvm_threads_current", "Threads that run.", threads::getThreadCount);
    metrics.gauge(
        "process_start_time_seconds",
        "When the process began, seconds since 1970.",
        () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0);
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(out -> out.call(value.getAsDouble()))
        .register(registry);
  }
}
