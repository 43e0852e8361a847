package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that stop at the end of what is there, of several logs. */
class BoundedTailTest {
  private static final int MOST_ROUNDS = 1_000;

  @TempDir Path directory;
  private final PushedClock clock = new PushedClock();
  private final Map<String, Generation> ledger = new LinkedHashMap<>();
  private final List<TailChunk> chunks = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1_000, 300_000})
  void logsThatChangedPlacesBetweenTwoRunsAreReadToTheirEnds(long between) throws IOException {
    write("a.log", "a1\n");
    write("b.log", "b1\n");
    run("a.log", "b.log");
    write("a.log", "a2\n");
    write("b.log", "b2\n");
    move("a.log", "aside");
    move("b.log", "a.log");
    move("aside", "b.log");
    clock.push(between);
    run("a.log", "b.log");
    assertThat(lines()).containsExactlyInAnyOrder("a1", "b1", "a2", "b2");
    assertThat(losses()).isEmpty();
  }

  /** All of the log is one chunk: its first read ends the run, and there is a copy to be judged. */
  @Test
  void aRunBetweenACopyAndTheTruncationReadsTheLogOnce() throws IOException {
    write("a.log", "a1\n");
    run("a.log");
    write("a.log", "a2\n");
    Files.copy(directory.resolve("a.log"), directory.resolve("a.log.1"));
    run("a.log");
    assertThat(lines()).containsExactly("a1", "a2");
    Files.writeString(directory.resolve("a.log"), "a3\n");
    run("a.log");
    assertThat(lines()).containsExactly("a1", "a2", "a3");
    assertThat(losses()).isEmpty();
  }

  @Test
  void aRunAfterACopyAndTheTruncationReadsBothToTheirEnds() throws IOException {
    write("a.log", "a1\na2\n");
    run("a.log");
    write("a.log", "a3\n");
    Files.copy(directory.resolve("a.log"), directory.resolve("a.log.1"));
    Files.writeString(directory.resolve("a.log"), "a4\n");
    run("a.log");
    run("a.log");
    assertThat(lines()).containsExactlyInAnyOrder("a1", "a2", "a3", "a4");
    assertThat(losses()).isEmpty();
  }

  @Test
  void aFileThatIsGoneForLongIsRecordedBeforeTheRunEnds() throws IOException {
    write("a.log", "a1\n");
    run("a.log");
    Files.delete(directory.resolve("a.log"));
    clock.push(300_000);
    run("a.log");
    assertThat(losses()).hasSize(1);
  }

  @Test
  void aRunEndsThoughItsDirectoryIsGone() throws IOException {
    Files.createDirectory(directory.resolve("logs"));
    write("logs/a.log", "a1\n");
    run("logs/a.log");
    move("logs", "elsewhere");
    run("logs/a.log");
    assertThat(lines()).containsExactly("a1");
  }

  /** Reads what is there, from the ledger on, until every log is at its end. */
  private void run(String... logs) throws IOException {
    FileClaims claims = new FileClaims();
    try (TailEngine engine = new TailEngine(TailOptions.defaults(true), clock, "host", claims)) {
      FileSelection selection =
          new FileSelection(List.of(directory + "/**/*.log"), List.of(), Archives.CONTINUE);
      ledger.values().forEach(known -> claims.remember("", logOf(known).toString(), known));
      for (String log : logs) {
        Path active = directory.resolve(log);
        List<Generation> known =
            ledger.values().stream().filter(g -> logOf(g).equals(active)).toList();
        engine.add(active.toString(), ScenarioTail.plan(active, selection, 1 << 20, known, false));
      }
      int finished = 0;
      for (int round = 0; finished < logs.length; round++) {
        assertThat(round).as("rounds until all are at their ends").isLessThan(MOST_ROUNDS);
        Optional<Tailed> next;
        while ((next = engine.poll()).isPresent()) {
          chunks.add(next.get().chunk());
          ledger.put(next.get().chunk().after().name(), next.get().chunk().after());
        }
        finished += engine.takeFinished().size();
        clock.push(100);
      }
    }
  }

  private static Path logOf(Generation known) {
    return LineagePath.ofStream(known.name());
  }

  private List<String> lines() {
    return chunks.stream().flatMap(chunk -> ScenarioTail.recordsOf(chunk).stream()).toList();
  }

  private List<TailChunk> losses() {
    return chunks.stream().filter(chunk -> chunk.kind() == TailChunk.Kind.LOST).toList();
  }

  private void write(String file, String text) throws IOException {
    TailBench.append(directory.resolve(file), text);
  }

  private void move(String from, String to) throws IOException {
    Files.move(directory.resolve(from), directory.resolve(to), StandardCopyOption.REPLACE_EXISTING);
  }
}
