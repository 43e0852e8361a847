package io.tailwater.pipeline.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writers of logs in a JVM of their own. They write until their standard input ends, and keep a
 * journal of what they did beside the logs' directory.
 */
public final class WriterProcess implements AutoCloseable {
  /** What the writers do. */
  public enum Kind {
    /** See {@link RandomWriter}. */
    RANDOM,
    /** See {@link RefillWriter}. */
    REFILL
  }

  private final Process process;
  private final Path journal;
  private final Path output;

  private WriterProcess(Process process, Path journal, Path output) {
    this.process = process;
    this.journal = journal;
    this.output = output;
  }

  /**
   * Starts the writers.
   *
   * @param lake warehouse of the lake that the logs go to
   * @param logs names of the logs, each {@code NAME.log} in the directory
   */
  public static WriterProcess start(
      Kind kind, Path directory, Path lake, long seed, List<String> logs) {
    try {
      Files.createDirectories(directory);
      Path journal = directory.resolveSibling("journal.tsv");
      Path output = directory.resolveSibling("writer.out");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp"));
      command.add(System.getProperty("java.class.path"));
      command.add(WriterProcess.class.getName());
      command.addAll(
          List.of(kind.name(), directory + "", lake + "", journal + "", String.valueOf(seed)));
      command.addAll(logs);
      return new WriterProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(output.toFile()))
              .start(),
          journal,
          output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the writers and returns how many lines each log was given. */
  public Map<String, Long> stop() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("The writer did not end well:\n" + Files.readString(output));
      }
      Map<String, Long> lines = new LinkedHashMap<>();
      for (String entry : Files.readAllLines(journal)) {
        String[] fields = entry.split("\t");
        if (fields[1].equals("end")) {
          lines.put(fields[0], Long.valueOf(fields[2]));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** The lines of each destruction of a log, in the order of time. */
  public List<BitSet> destroyed(String log) {
    try {
      return WriterJournal.destroyed(journal, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process: kind, directory, lake, journal, seed, names of logs. */
  public static void main(String[] args) throws IOException {
    Thread stop = new Thread(WriterProcess::awaitEndOfInput);
    stop.setDaemon(true);
    stop.start();
    Kind kind = Kind.valueOf(args[0]);
    LakeCommits commits = new LakeCommits(Path.of(args[2]));
    SplittableRandom random = new SplittableRandom(Long.parseLong(args[4]));
    try (WriterJournal journal = new WriterJournal(Path.of(args[3]))) {
      List<LogWriter> writers = new ArrayList<>();
      for (String name : List.of(args).subList(5, args.length)) {
        Path log = Path.of(args[1], name + ".log");
        writers.add(
            kind == Kind.RANDOM
                ? new RandomWriter(name, log, random.split(), journal, commits)
                : new RefillWriter(name, log, random.split()));
      }
      while (stop.isAlive()) {
        for (LogWriter writer : writers) {
          writer.act();
        }
        if (kind == Kind.RANDOM) {
          LockSupport.parkNanos(random.nextInt(20_000_000));
        }
      }
      for (LogWriter writer : writers) {
        journal.note(writer.name(), "end", writer.finish());
      }
    }
  }

  private static void awaitEndOfInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
