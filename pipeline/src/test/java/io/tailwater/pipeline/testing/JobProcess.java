package io.tailwater.pipeline.testing;

import io.tailwater.pipeline.PipelineMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A command of the pipeline in a JVM of its own, so that it can be killed for real. */
public final class JobProcess implements AutoCloseable {
  private static final List<String> OPENS =
      List.of("util", "lang", "nio", "time").stream()
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .toList();

  private static final int LOG_LINES = 60;

  private final Process process;
  private final Path output;

  private JobProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code tailwater args…}; both streams go to a file in the directory. */
  public static JobProcess start(Path directory, String... args) {
    return start(directory, List.of("-Xmx512m"), args);
  }

  /**
   * Does what the first start takes long for, so that nobody's clock runs meanwhile; later calls
   * return at once.
   */
  static List<String> prepare() {
    return SharedClasses.options("job", JobProcess::rehearse);
  }

  /** The same with JVM options. */
  public static JobProcess start(Path directory, List<String> jvm, String... args) {
    List<String> options = new ArrayList<>(prepare());
    options.addAll(jvm);
    return launch(directory, options, args);
  }

  /** Lines and events into a lake, until it is told to stop. */
  private static void rehearse(Path directory, List<String> options) throws IOException {
    Path log = directory.resolve("access.log");
    Files.writeString(log, GrowingLog.line(0, Instant.now()));
    String[] args = {
      "run",
      "--set=lake.warehouse=" + directory.resolve("lake"),
      "--set=lake.commit_interval=500ms",
      "--set=sources.0.id=web",
      "--set=sources.0.paths.0=" + log,
      "--set=sources.1.id=app",
      "--set=sources.1.type=http",
      "--set=gateway.spool=" + directory.resolve("spool"),
      "--set=gateway.min_free=0B",
      "--set=gateway.listen=127.0.0.1:0"
    };
    try (JobProcess job = launch(directory, options, args)) {
      job.awaitWhileAlive(120, () -> job.printed("first commit:"));
      job.terminate();
      job.await(300);
    }
  }

  private static JobProcess launch(Path directory, List<String> options, String... args) {
    try {
      Path output = Files.createTempFile(directory, "job-", ".out");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(OPENS);
      command.add("-XX:TieredStopAtLevel=1");
      command.addAll(List.of("-cp", SharedClasses.classPath()));
      command.addAll(options);
      command.add("-Dtailwater.log=" + output + ".log");
      command.add(PipelineMain.class.getName());
      command.addAll(List.of(args));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(output.toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("TAILWATER_"));
      return new JobProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the process ends by itself and returns its exit code. */
  public int await(long seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("Still running after " + seconds + " s:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the condition holds, failing when the process ends or the time runs out. */
  public void awaitWhileAlive(long seconds, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new AssertionError("Ended with " + process.exitValue() + ":\n" + output());
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Nothing after " + seconds + " s:\n" + output());
      }
      aliveFor(250);
    }
  }

  /** Waits for the process' end at most so long; true when it is still alive then. */
  public boolean aliveFor(long millis) {
    try {
      return !process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    await(30);
  }

  /** SIGSTOP: from now on it does nothing, and can still be killed. */
  public void suspend() {
    signal("-STOP");
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    awaitWhileAlive(30, () -> read(status).contains("State:\tT"));
  }

  /** SIGCONT: it goes on as if no time had passed. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  public boolean printed(String text) {
    return output().contains(text);
  }

  /** How many lines of its log have the text; those rolled over into another file do not count. */
  public long countLogged(String text) {
    Path log = Path.of(output + ".log");
    try (Stream<String> lines = Files.exists(log) ? Files.lines(log) : Stream.empty()) {
      return lines.filter(line -> line.contains(text)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it printed, and the end of its log. */
  public String output() {
    try {
      Path log = Path.of(output + ".log");
      List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
      List<String> end = lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
      return Files.readString(output) + String.join("\n", end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
