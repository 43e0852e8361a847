package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The reading side of a scenario: engines on real files, turned by hand, that find logs as the
 * enumerator does, and a ledger that outlives them.
 */
final class ScenarioTail {
  private static final int MOST_POLLS = 2_000_000;

  private static final Pattern INFLATED = Pattern.compile("\"inflated\":(\\d+)");

  final PushedClock clock = new PushedClock();

  /** All that was handed on and not undone by a kill. */
  final List<TailChunk> chunks = new ArrayList<>();

  /** How often each record is in them. */
  final Map<String, Integer> records = new HashMap<>();

  private final ScenarioSettings settings;
  private FileSelection selection;
  private int readers = 1;
  private boolean started;
  private List<TailEngine> engines = List.of();
  private final Set<Path> followed = new HashSet<>();
  private final Map<String, Generation> streams = new LinkedHashMap<>();
  private Map<String, Generation> ledger = Map.of();
  private int committedChunks;

  ScenarioTail(ScenarioSettings settings) {
    this.settings = settings;
    this.selection = settings.selection();
  }

  /** True since the first start. */
  boolean wasStarted() {
    return started;
  }

  boolean isUp() {
    return !engines.isEmpty();
  }

  FileSelection selection() {
    return selection;
  }

  /** Patterns for {@link #select}. */
  FileSelection selection(String... patterns) {
    return settings.selection(patterns);
  }

  /** From the next start on, other files are read. */
  void select(FileSelection other) {
    selection = other;
  }

  /** From the next start on, the logs are spread over so many engines. */
  void spreadOver(int count) {
    readers = count;
  }

  /** Starts from the ledger, as a new process would; nothing happens when one runs. */
  void start() throws IOException {
    if (isUp()) {
      return;
    }
    if (ledger.isEmpty()) {
      firstLook();
    }
    started = true;
    List<TailEngine> fresh = new ArrayList<>();
    FileClaims claims = new FileClaims();
    ledger.values().forEach(known -> claim(known, claims));
    for (int i = 0; i < readers; i++) {
      fresh.add(new TailEngine(settings.options(), clock, "host", claims, TailBench::longArray));
    }
    engines = fresh;
    followed.clear();
    for (Generation known : ledger.values()) {
      Path active = LineagePath.readerOf(known, selection);
      if (LineagePath.isSelected(active, selection)) {
        follow(active);
      }
    }
  }

  private void claim(Generation known, FileClaims claims) {
    Path active = LineagePath.readerOf(known, selection);
    if (LineagePath.isSelected(active, selection)) {
      claims.remember("", active.toString(), known);
    } else {
      claims.leave("", known, Evidence.write(known));
    }
  }

  /** What is there at the very first start is committed before anything is read. */
  private void firstLook() throws IOException {
    try (TailEngine engine = new TailEngine(settings.options(), clock, "host")) {
      for (Path active : LineagePath.activeOf(selection)) {
        engine.add(active.toString(), plan(active, true));
      }
      engine.look().forEach(tailed -> take(tailed.chunk()));
    }
    remember();
  }

  private void follow(Path active) {
    if (followed.add(active)) {
      engines.get(followed.size() % readers).add(active.toString(), plan(active, false));
    }
  }

  private LineagePlan plan(Path active, boolean first) {
    List<Generation> known =
        ledger.values().stream()
            .filter(g -> LineagePath.readerOf(g, selection).equals(active))
            .map(g -> Evidence.read(Evidence.write(g)))
            .toList();
    return new LineagePlan(
        "",
        active,
        selection,
        StartFrom.BEGINNING,
        settings.maxLineBytes(),
        known,
        first,
        first ? Pinning.NONE : settings.pinning());
  }

  /** A log that is read from its beginning, as its Flink reader would be told to. */
  static LineagePlan plan(
      Path active,
      FileSelection selection,
      int maxLineBytes,
      List<Generation> known,
      boolean first) {
    return new LineagePlan(
        "", active, selection, StartFrom.BEGINNING, maxLineBytes, known, first, Pinning.NONE);
  }

  private void discover() throws IOException {
    start();
    LineagePath.activeOf(selection).forEach(this::follow);
  }

  /** Polls until there is nothing more to say, then lets time go on and polls again. */
  void drain() throws IOException {
    for (int round = 0; round < 4; round++) {
      drainOnce();
      clock.push(1_100);
    }
  }

  /** Polls until there is nothing more to be done now. */
  void drainOnce() throws IOException {
    discover();
    int polls = 0;
    for (TailEngine engine : engines) {
      Optional<Tailed> next = engine.poll();
      while (next.isPresent() || engine.pauseMillis() == 0) {
        next.ifPresent(tailed -> take(tailed.chunk()));
        assertThat(++polls).as("polls with something to do, in a row").isLessThan(MOST_POLLS);
        next = engine.poll();
      }
    }
  }

  /** So many single polls of each engine. */
  void poll(int times) throws IOException {
    discover();
    for (int i = 0; i < times; i++) {
      for (TailEngine engine : engines) {
        engine.poll().ifPresent(tailed -> take(tailed.chunk()));
      }
      clock.push(300);
    }
  }

  private void take(TailChunk chunk) {
    String stream = chunk.after().name();
    Generation before = streams.get(stream);
    if (before != null) {
      assertThat(chunk.from()).as("start of the range of %s", stream).isEqualTo(before.offset());
    }
    assertThat(chunk.after().offset()).as("end of the range of %s", stream).isEqualTo(chunk.to());
    streams.put(stream, chunk.after());
    chunk.forgotten().forEach(streams::remove);
    chunks.add(chunk);
    recordsOf(chunk).forEach(text -> records.merge(text, 1, Integer::sum));
  }

  /** The lines of a chunk, as bytes in a string; a line over the limit is its head. */
  static List<String> recordsOf(TailChunk chunk) {
    String text = new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.ISO_8859_1);
    if (chunk.kind() == TailChunk.Kind.TOO_LONG) {
      return List.of(text);
    }
    if (chunk.kind() != TailChunk.Kind.LINES || text.isEmpty()) {
      return List.of();
    }
    String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(lines.split("\n", -1));
  }

  /** Makes all that was handed on last; a process that is down cannot. */
  void commit() {
    if (isUp()) {
      remember();
      tellEnds();
    }
  }

  private void tellEnds() {
    Map<String, Map<String, Long>> ends = new HashMap<>();
    for (Generation generation : ledger.values()) {
      if (generation.state() == Generation.State.FINAL) {
        ends.computeIfAbsent(
                LineagePath.readerOf(generation, selection).toString(), log -> new HashMap<>())
            .put(generation.name(), generation.offset());
      }
    }
    engines.forEach(engine -> ends.forEach(engine::committed));
  }

  private void remember() {
    ledger = new LinkedHashMap<>(streams);
    committedChunks = chunks.size();
  }

  /** Ends the process; what was handed on since the last commit never was. */
  void kill() throws IOException {
    close();
    List<TailChunk> undone = chunks.subList(committedChunks, chunks.size());
    for (TailChunk chunk : undone) {
      recordsOf(chunk).forEach(text -> records.merge(text, -1, Integer::sum));
    }
    undone.clear();
    streams.clear();
    streams.putAll(ledger);
  }

  /** Ends the process after a last commit. */
  void stop() throws IOException {
    commit();
    close();
  }

  void close() throws IOException {
    for (TailEngine engine : engines) {
      engine.close();
    }
    engines = List.of();
  }

  /** What the ledger says of every stream, newest commit. */
  List<Generation> ledger() {
    return List.copyOf(ledger.values());
  }

  /** Changes what the ledger says, as if the machine around it had changed. No process is up. */
  void rewriteLedger(UnaryOperator<Generation> change) throws IOException {
    stop();
    Map<String, Generation> changed = new LinkedHashMap<>();
    ledger.forEach((stream, generation) -> changed.put(stream, change.apply(generation)));
    ledger = changed;
    streams.clear();
    streams.putAll(changed);
  }

  List<TailChunk> ofKind(TailChunk.Kind kind) {
    return chunks.stream().filter(chunk -> chunk.kind() == kind).toList();
  }

  /** Sum of one counter over the engines that run. */
  long count(ToLongFunction<TailCounters> counter) {
    return engines.stream().map(TailEngine::counters).mapToLong(counter).sum();
  }

  /** Where in its generation a record begins, by the chunk that it came in. */
  long offsetOf(String record) {
    for (TailChunk chunk : chunks) {
      String text =
          "\n" + new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.ISO_8859_1);
      int at = text.indexOf("\n" + record + "\n");
      if (at >= 0) {
        return chunk.from() + at;
      }
    }
    throw new AssertionError("\"" + record + "\" was not handed on");
  }

  /** Bytes unpacked so far, as the evidence of the streams says; 0 where it does not say. */
  long bytesUnpacked() {
    return streams.values().stream()
        .map(generation -> INFLATED.matcher(Evidence.write(generation)))
        .mapToLong(inflated -> inflated.find() ? Long.parseLong(inflated.group(1)) : 0)
        .sum();
  }

  /** What was handed on, a line a chunk. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (TailChunk c : chunks) {
      text.append(c.kind()).append(' ').append(c.from()).append("..").append(c.to());
      text.append(" of ").append(c.end()).append(c.caughtUp() ? " caught up " : " ");
      text.append(c.after().state()).append(' ').append(c.after().name().replaceAll(".*/", ""));
      text.append(" in ").append(Path.of(c.after().path()).getFileName());
      text.append(c.reason() == null ? "" : ": " + c.reason()).append('\n');
    }
    return text.toString();
  }
}
