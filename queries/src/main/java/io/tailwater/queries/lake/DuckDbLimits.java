package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.config.ServerConfig;

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

  /**
   * As much memory as the Java heap may take (by default a quarter of the machine's), between 256
   * MiB and 2 GiB, and at most 4 threads.
   */
  public static DuckDbLimits ofMachine() {
    return new DuckDbLimits(
        Math.max(256, Math.min(2048, Runtime.getRuntime().maxMemory() >> 20)),
        Math.min(4, Runtime.getRuntime().availableProcessors()),
        8192);
  }
}
