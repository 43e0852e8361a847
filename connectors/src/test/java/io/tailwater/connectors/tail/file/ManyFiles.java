package io.tailwater.connectors.tail.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Scenario F7's many quiet logs of a line each, its few busy ones, and the engine on them. */
final class ManyFiles implements Closeable {
  private static final int BUSY = 10;
  private static final int LONGEST_PAUSE_MILLIS = 100;

  /** Open files that are not logs: those of the hints. */
  private static final int OTHERS = 8;

  private final TailOptions options = TailOptions.defaults(false);
  private final Set<String> written = new HashSet<>();
  private final Set<String> handedOn = new HashSet<>();
  private final Set<String> repeated = new TreeSet<>();
  private final Path directory;
  private final TailEngine engine;
  private final long openBefore;
  private int losses;

  ManyFiles(Path directory, TailClock clock, int quiet) throws IOException {
    this.directory = directory;
    this.openBefore = openFiles();
    this.engine = new TailEngine(options, clock, "host");
    for (int i = 0; i < quiet; i++) {
      write("quiet" + i % 100 + "/" + i + "-log");
    }
    writeToBusy();
    FileSelection selection =
        new FileSelection(List.of(directory + "/*/*-log"), List.of(), Archives.CONTINUE);
    for (Path log : LineagePath.activeOf(selection)) {
      engine.add(log.toString(), ScenarioTail.plan(log, selection, 1 << 20, List.of(), false));
    }
  }

  /** A line more in each of the busy logs. */
  void writeToBusy() throws IOException {
    for (int i = 0; i < BUSY; i++) {
      write("busy/" + i + "-log");
    }
  }

  private void write(String name) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    String line = new ScenarioLine(file.getFileName().toString(), 1, written.size()).text();
    TailBench.append(file, line + "\n");
    written.add(line);
  }

  /** Takes all that the engine has to say now, as its Flink reader does. */
  void turn() throws IOException {
    Optional<Tailed> next;
    while ((next = engine.poll()).isPresent()) {
      TailChunk chunk = next.get().chunk();
      losses += chunk.kind() == TailChunk.Kind.LOST ? 1 : 0;
      for (String line : ScenarioTail.recordsOf(chunk)) {
        if (!handedOn.add(line)) {
          repeated.add(line);
        }
      }
    }
  }

  /** How long the Flink reader would do nothing now. */
  long pauseMillis() {
    return Math.min(engine.pauseMillis(), LONGEST_PAUSE_MILLIS);
  }

  boolean areRead() {
    return handedOn.size() >= written.size();
  }

  /** True when no more files are open than the options say. */
  boolean openFilesAreBounded() throws IOException {
    return openFiles() - openBefore <= options.openFiles() + OTHERS;
  }

  ScenarioOracle.Result result() {
    Set<String> lost = new TreeSet<>(written);
    lost.removeAll(handedOn);
    Set<String> malformed = new TreeSet<>(handedOn);
    malformed.removeAll(written);
    return new ScenarioOracle.Result(lost, lost.size(), repeated, malformed, losses);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
