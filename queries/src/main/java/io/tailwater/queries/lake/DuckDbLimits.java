package io.tailwater.queries.lake;

import com.sun.management.OperatingSystemMXBean;
import io.tailwater.connectors.lake.config.ServerConfig;
import java.lang.management.ManagementFactory;

/**
 * What a DuckDB may take.
 *
 * @param memoryMiB memory, at least 64 MiB; more than that goes to disk
 * @param threads threads a database uses for all its queries together, at least 1
 * @param temporaryMiB disk for what does not fit the memory
 */
public record DuckDbLimits(long memoryMiB, int threads, long temporaryMiB) {

  public DuckDbLimits {
    if (memoryMiB < 64 || threads < 1 || temporaryMiB < 0) {
      throw new IllegalArgumentException(
          "DuckDB needs at least 64 MiB and 1 thread, got " + memoryMiB + " MiB, " + threads);
    }
  }

  /** What the configuration allows the numbers of the lake. */
  public static DuckDbLimits of(ServerConfig config) {
    DuckDbLimits machine = ofMachine();
    return config.memory() == null
        ? machine
        : new DuckDbLimits(config.memory() >> 20, machine.threads(), machine.temporaryMiB());
  }

  /** An eighth of the machine's memory, between 256 MiB and 4 GiB, and at most 4 threads. */
  public static DuckDbLimits ofMachine() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new DuckDbLimits(
        Math.max(256, Math.min(4096, machine.getTotalMemorySize() / 8 >> 20)),
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        8192);
  }
}
