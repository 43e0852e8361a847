package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * An engine on real files whose polls are cranked by hand. What it hands on is kept by stream, as
 * the lake would keep it: ranges must adjoin, also across a restart.
 */
final class TailBench implements AutoCloseable {
  final PushedClock clock = new PushedClock();
  final Path log;
  final Map<String, StringBuilder> streams = new LinkedHashMap<>();
  final List<TailChunk> chunks = new ArrayList<>();
  TailOptions options = TailOptions.defaults(false);
  StartFrom start = StartFrom.BEGINNING;
  Archives archives = Archives.CONTINUE;
  int maxLineBytes = 1 << 20;
  Pinning pinning = Pinning.NONE;
  String host = "host";
  boolean firstLines;

  private final Map<String, Long> offsets = new HashMap<>();
  private final Map<String, Generation> ledger = new LinkedHashMap<>();
  private TailEngine engine;
  private Committed committed = new Committed(Map.of(), List.of(), Map.of(), Map.of());

  /** What outlives the process when it ends before it could commit the rest. */
  private record Committed(
      Map<String, String> streams,
      List<TailChunk> chunks,
      Map<String, Long> offsets,
      Map<String, Generation> ledger) {}

  TailBench(Path log) {
    this.log = log;
  }

  /** An array that is longer than it has to be; what is behind looks like ends of lines. */
  static byte[] longArray(int length) {
    byte[] bytes = new byte[length + 333];
    Arrays.fill(bytes, (byte) '\n');
    return bytes;
  }

  /** Starts from the ledger, as a new process would. */
  TailBench start() {
    engine = new TailEngine(options, clock, host, new FileClaims(), TailBench::longArray);
    FileSelection selection = new FileSelection(List.of(log.toString()), List.of(), archives);
    List<Generation> known =
        ledger.values().stream().map(g -> Evidence.read(Evidence.write(g))).toList();
    engine.add(
        "web",
        new LineagePlan("", log, selection, start, maxLineBytes, known, true, pinning, firstLines));
    return this;
  }

  /** Ends the process; nothing but the ledger is left. */
  void crash() throws IOException {
    engine.close();
  }

  /** Makes all that was handed on last. */
  void commit() {
    Map<String, String> texts = new LinkedHashMap<>();
    streams.forEach((stream, text) -> texts.put(stream, text.toString()));
    committed =
        new Committed(texts, List.copyOf(chunks), Map.copyOf(offsets), new LinkedHashMap<>(ledger));
    Map<String, Long> ends = new HashMap<>();
    ledger.values().stream()
        .filter(generation -> generation.state() == Generation.State.FINAL)
        .forEach(generation -> ends.put(generation.name(), generation.offset()));
    engine.committed("web", ends);
  }

  /** Ends the process; what was handed on since the last commit never was. */
  void crashBack() throws IOException {
    crash();
    streams.clear();
    committed.streams().forEach((stream, text) -> streams.put(stream, new StringBuilder(text)));
    chunks.clear();
    chunks.addAll(committed.chunks());
    offsets.clear();
    offsets.putAll(committed.offsets());
    ledger.clear();
    ledger.putAll(committed.ledger());
  }

  /** Polls until there is nothing more to say, then lets time go on and polls again. */
  TailBench drain() throws IOException {
    for (int round = 0; round < 4; round++) {
      pollThrough();
      clock.push(1_100);
    }
    return this;
  }

  /**
   * Polls until nothing is to be done now.
   *
   * @return how many polls gave nothing and left more to do at once
   */
  int pollThrough() throws IOException {
    int busy = 0;
    boolean gave = pollNow();
    while (gave || engine.pauseMillis() == 0) {
      busy += gave ? 0 : 1;
      gave = pollNow();
    }
    return busy;
  }

  /** One poll, after which some time passes; true when it gave something. */
  boolean pollOnce() throws IOException {
    boolean gave = pollNow();
    clock.push(300);
    return gave;
  }

  /** One poll; true when it gave something. */
  boolean pollNow() throws IOException {
    Optional<Tailed> next = engine.poll();
    next.ifPresent(tailed -> take(tailed.chunk()));
    return next.isPresent();
  }

  boolean isFinished() {
    return !engine.takeFinished().isEmpty();
  }

  private void take(TailChunk chunk) {
    String stream = chunk.after().name();
    assertThat(chunk.from())
        .as("range of %s", stream)
        .isEqualTo(offsets.getOrDefault(stream, chunk.from()));
    assertThat(chunk.after().offset()).isEqualTo(chunk.to());
    offsets.put(stream, chunk.to());
    ledger.put(stream, chunk.after());
    chunks.add(chunk);
    StringBuilder text = streams.computeIfAbsent(stream, s -> new StringBuilder());
    if (chunk.kind() == TailChunk.Kind.LINES) {
      text.append(new String(chunk.bytes(), 0, chunk.length(), StandardCharsets.ISO_8859_1));
    }
  }

  /** All lines of all streams in the order in which the streams were first heard of. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    streams.values().forEach(text -> text.toString().lines().forEach(lines::add));
    return lines;
  }

  /** What was handed on, a line a chunk, for the message of a test that fails. */
  String dump() {
    StringBuilder text = new StringBuilder();
    for (TailChunk c : chunks) {
      text.append(c.kind()).append(' ').append(c.from()).append("..").append(c.to());
      text.append(" of ").append(c.end()).append(c.caughtUp() ? " caught up " : " ");
      text.append(c.after().state()).append(' ').append(c.after().name().replaceAll(".*#", ""));
      text.append(" in ").append(Path.of(c.after().path()).getFileName()).append('\n');
    }
    return text.toString();
  }

  List<TailChunk> ofKind(TailChunk.Kind kind) {
    return chunks.stream().filter(chunk -> chunk.kind() == kind).toList();
  }

  /** How far a stream reached as it was last told; 0 when nothing was. */
  long endSeen(String stream) {
    long end = 0;
    for (TailChunk chunk : chunks) {
      end = chunk.after().name().equals(stream) ? chunk.end() : end;
    }
    return end;
  }

  /** True when the ledger says of a stream that it was read to its end. */
  boolean isFinal(String stream) {
    return ledger.containsKey(stream) && ledger.get(stream).state() == Generation.State.FINAL;
  }

  /** A counter of the engine that runs. */
  long count(Function<TailCounters, LongAdder> counter) {
    return counter.apply(engine.counters()).sum();
  }

  /** Names of the pins beside the log, the numbers left out. */
  List<String> pins() throws IOException {
    try (Stream<Path> pins = Files.list(log.resolveSibling(PinName.DIRECTORY))) {
      return pins.map(pin -> pin.getFileName().toString().replaceAll("\\.[0-9a-f-]+\\.", " "))
          .sorted()
          .toList();
    }
  }

  Generation.State stateOf(int stream) {
    return List.copyOf(ledger.values()).get(stream).state();
  }

  Path rotated(String suffix) {
    return log.resolveSibling(log.getFileName() + suffix);
  }

  TailBench write(String text) throws IOException {
    append(log, text);
    return this;
  }

  static void append(Path file, String text) throws IOException {
    Files.write(
        file,
        text.getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  void rename(String suffix) throws IOException {
    Files.move(log, rotated(suffix));
  }

  @Override
  public void close() throws IOException {
    engine.close();
  }
}
