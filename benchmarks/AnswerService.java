import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The query service in a process of its own, started as operators start it, but that one address
 * may ask without a limit.
 */
final class AnswerService implements AutoCloseable {
  private final Process process;
  private final Path says;
  private final long began;

  /** Starts it over a lake; logs and what it says go beside the lake. */
  AnswerService(Path warehouse) throws IOException {
    says = warehouse.resolveSibling(warehouse.getFileName() + ".serve");
    ProcessBuilder builder =
        new ProcessBuilder(
            "./tailwater", "serve", "--listen", "127.0.0.1:0", "--set", "lake.warehouse=" + warehouse,
            "--set", "server.rate_limit=1000000", "--set", "server.max_concurrent=64", "--set",
            "server.request_timeout=10m");
    builder.environment().put("TAILWATER_LOG_DIR", warehouse + ".log");
    Files.deleteIfExists(says);
    began = System.nanoTime();
    process = builder.redirectErrorStream(true).redirectOutput(says.toFile()).start();
  }

  /** Waits until it listens. */
  int port() throws IOException {
    while (true) {
      for (String line : Files.readAllLines(says)) {
        if (line.startsWith("page at http://")) {
          return Integer.parseInt(line.replaceAll("^page at http://[^:]*:(\\d+)/.*", "$1"));
        }
      }
      check();
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Waits for the first good answer; seconds since the process was started. */
  double firstAnswer(String target) throws IOException {
    int port = port();
    while (true) {
      try (AnswerClient client = new AnswerClient(port)) {
        if (client.copy(target, java.io.OutputStream.nullOutputStream()) == 200) {
          return (System.nanoTime() - began) / 1e9;
        }
      }
      check();
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** Memory of the process in MiB as Linux counts it: now, or the most since {@link #forgetPeak}. */
  long memoryMiB(boolean peak) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(peak ? "VmHWM:" : "VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
      }
    }
    throw new IOException("/proc does not say the memory of the service");
  }

  /** Seconds of processors that it has taken, as Linux counts them. */
  double cpuSeconds() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
  }

  void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), "5");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void check() {
    if (!process.isAlive()) {
      try {
        throw new IllegalStateException("The service has ended:\n" + Files.readString(says));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
