package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Knows what was written, what stands in the files, and what was handed on; says what is missing,
 * repeated or malformed. Records are compared by their text: those of {@link ScenarioLine} are
 * unique, and of equal ones as many must come out as went in.
 */
final class ScenarioOracle {

  /**
   * @param lost records missing that stand in a file, or that no loss record accounts for
   * @param missing records missing
   * @param repeated records handed on more often than written
   * @param malformed what was handed on and never written
   * @param recorded loss records
   */
  record Result(
      Set<String> lost, int missing, Set<String> repeated, Set<String> malformed, int recorded) {

    /** Fails unless nothing is lost without a record, repeated or malformed. */
    void requireSound() {
      requireNone("malformed", malformed);
      requireNone("repeated", repeated);
      requireNone("lost without a record", lost);
    }

    private static void requireNone(String what, Set<String> records) {
      List<String> first = records.stream().limit(MOST_SHOWN).toList();
      assertThat(first).as("%s, %d in all", what, records.size()).isEmpty();
    }
  }

  private static final int MOST_SHOWN = 5;

  private final ScenarioWorld world;
  private final Path logs;
  private final Map<String, Integer> undetectable = new HashMap<>();
  private final Set<String> leftAlone = new HashSet<>();

  ScenarioOracle(ScenarioWorld world, Path logs) {
    this.world = world;
    this.logs = logs;
  }

  /** The records of a file are not to be handed on. */
  void expectLeftAlone(String name) throws IOException {
    leftAlone.addAll(recordsIn(world.path(name)));
  }

  /** So many of a record are gone without a trace that anybody could see. */
  void expectUndetectable(String record, int count) {
    undetectable.merge(record, count, Integer::sum);
  }

  /** What was handed on came in the order in which it was written. */
  void expectInOrder() {
    List<Long> numbers =
        world.tail.chunks.stream()
            .flatMap(chunk -> ScenarioTail.recordsOf(chunk).stream())
            .map(text -> ScenarioLine.parse(text).sequence())
            .toList();
    assertThat(numbers).isSorted();
  }

  /** Every record in the files that logs are written to now has been handed on. */
  void expectActiveFilesRead() throws IOException {
    Map<String, Integer> standing = new HashMap<>();
    for (Path active : LineagePath.activeOf(world.tail.selection())) {
      if (Files.isRegularFile(active)) {
        recordsIn(active).forEach(text -> standing.merge(text, 1, Integer::sum));
      }
    }
    Set<String> unread = new TreeSet<>();
    standing.forEach(
        (text, count) -> {
          int most = Math.min(count, world.written.getOrDefault(text, 0));
          if (world.tail.records.getOrDefault(text, 0) < most && !leftAlone.contains(text)) {
            unread.add(text);
          }
        });
    assertThat(unread).as("records in active files, not handed on").isEmpty();
  }

  /**
   * Missing records that a loss record accounts for: one of a stream that others of the same file
   * content went to, or of the log where nothing of that content was ever seen.
   */
  private Predicate<String> accountedFor(List<TailChunk> losses) {
    Set<String> streams = new HashSet<>();
    losses.forEach(chunk -> streams.add(chunk.after().name()));
    Set<Path> logs = new HashSet<>();
    streams.forEach(stream -> logs.add(LineagePath.ofStream(stream)));
    Map<String, Set<String>> streamsOf = new HashMap<>();
    for (TailChunk chunk : world.tail.chunks) {
      for (String text : ScenarioTail.recordsOf(chunk)) {
        streamsOf.computeIfAbsent(contentOf(text), c -> new HashSet<>()).add(chunk.after().name());
      }
    }
    return text -> {
      Set<String> own = streamsOf.get(contentOf(text));
      return own == null
          ? logs.contains(world.logOf.get(text))
          : own.stream().anyMatch(streams::contains);
    };
  }

  private static String contentOf(String text) {
    ScenarioLine line = ScenarioLine.parse(text);
    return line == null ? text : line.writer() + " " + line.generation();
  }

  Result result() throws IOException {
    Map<String, Integer> standing = standing();
    List<TailChunk> losses = world.tail.ofKind(TailChunk.Kind.LOST);
    Predicate<String> isAccountedFor = accountedFor(losses);
    Set<String> lost = new TreeSet<>();
    int missing = 0;
    for (Map.Entry<String, Integer> record : world.written.entrySet()) {
      String text = record.getKey();
      int got = world.tail.records.getOrDefault(text, 0);
      int lacking = record.getValue() - got - undetectable.getOrDefault(text, 0);
      if (lacking > 0 && !leftAlone.contains(text)) {
        missing += lacking;
        boolean stands = got < Math.min(standing.getOrDefault(text, 0), record.getValue());
        if (stands || !isAccountedFor.test(text)) {
          lost.add(text);
        }
      }
    }
    Set<String> repeated = new TreeSet<>();
    Set<String> malformed = new TreeSet<>();
    world.tail.records.forEach(
        (text, count) -> {
          int most = leftAlone.contains(text) ? 0 : world.written.getOrDefault(text, 0);
          if (count > 0 && !world.written.containsKey(text)) {
            malformed.add(text);
          } else if (count > most) {
            repeated.add(text);
          }
        });
    return new Result(lost, missing, repeated, malformed, losses.size());
  }

  private Map<String, Integer> standing() throws IOException {
    Map<String, Integer> standing = new HashMap<>();
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        recordsIn(file).forEach(text -> standing.merge(text, 1, Integer::sum));
      }
    }
    return standing;
  }

  private static List<String> recordsIn(Path file) {
    try {
      Codec codec = Codec.ofName(file.getFileName().toString());
      byte[] bytes = Files.readAllBytes(file);
      byte[] plain = codec == Codec.NONE ? bytes : ScenarioArchive.unpack(bytes, codec);
      int zeros = 0;
      while (zeros < plain.length && plain[zeros] == 0) {
        zeros++;
      }
      String text = new String(plain, zeros, plain.length - zeros, StandardCharsets.ISO_8859_1);
      return List.of(text.split("\n", text.endsWith("\n") ? 0 : -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
