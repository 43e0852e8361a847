package io.tailwater.connectors.tail.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what was handed on of a log against what its writer knows. */
final class LifeCheck {

  /**
   * A line that was cut off a file, and the engine had said that the file reaches beyond it.
   *
   * @param end position of the line's end in its stream
   */
  private record KnownLine(int line, String stream, long end) {}

  private final TailBench tail;
  private final LogWorld world;
  private final List<KnownLine> cut = new ArrayList<>();
  private final List<KnownLine> cutSinceCommit = new ArrayList<>();

  LifeCheck(TailBench tail, LogWorld world) {
    this.tail = tail;
    this.world = world;
  }

  /** The stream of every line that was handed on: each once, whole, and in order. */
  Map<Integer, String> handedOn() {
    Map<Integer, String> streamOf = new HashMap<>();
    tail.streams.forEach(
        (stream, text) -> {
          int last = 0;
          for (String line : text.toString().lines().toList()) {
            if (world.text.isBanner(line)) {
              continue;
            }
            Integer number = world.text.numberOf(line);
            if (number == null) {
              assertThat(world.halves)
                  .as("\"%s\" of %s is a line or the beginning of one", line, stream)
                  .anyMatch(half -> world.text.text(half).startsWith(line));
              continue;
            }
            assertThat(streamOf.put(number, stream))
                .as("other stream than %s with line %d", stream, number)
                .isNull();
            assertThat(number).as("line of %s after line %d", stream, last).isGreaterThan(last);
            last = number;
          }
        });
    return streamOf;
  }

  /**
   * Says that the log's last lines will be cut off now.
   *
   * @return true when the engine knew of one that it had not read
   */
  boolean beforeCut(int lines) {
    boolean someWereSeen = false;
    LogFile file = world.active;
    Map<Integer, String> streams = handedOn();
    String stream =
        file.lines.stream().filter(streams::containsKey).map(streams::get).findFirst().orElse(null);
    long end = world.wholeBytes(file);
    for (int i = file.lines.size() - 1; i >= file.lines.size() - lines; i--) {
      int line = file.lines.get(i);
      someWereSeen |= remember(new KnownLine(line, stream, end)) && !streams.containsKey(line);
      end -= world.text.bytes(line);
    }
    return someWereSeen;
  }

  /** False when the engine cannot know of the line. */
  private boolean remember(KnownLine line) {
    boolean known = line.stream() != null && tail.endSeen(line.stream()) >= line.end();
    if (known) {
      cutSinceCommit.add(line);
    } else {
      world.unknowable.add(line.line());
    }
    return known;
  }

  void committed() {
    cut.addAll(cutSinceCommit);
    cutSinceCommit.clear();
  }

  /** What was known of lines that are cut off may be forgotten. */
  void crashed() {
    List<KnownLine> before = List.copyOf(cutSinceCommit);
    cutSinceCommit.clear();
    before.forEach(this::remember);
  }

  /**
   * Before a start. A file that was read to its end and is gone may have got more lines meanwhile:
   * those are gone unseen, as far as the ledger can say.
   */
  void starting() {
    Map<Integer, String> streams = handedOn();
    Map<Integer, String> streamOfVersion = new HashMap<>();
    streams.forEach((line, stream) -> streamOfVersion.put(world.writtenTo.get(line), stream));
    Set<Integer> present = world.present();
    world.writtenTo.forEach(
        (line, version) -> {
          String stream = streamOfVersion.get(version);
          boolean gone = !streams.containsKey(line) && !present.contains(line);
          if (gone && stream != null && tail.isFinal(stream)) {
            world.unknowable.add(line);
          }
        });
  }

  void atTheEnd() throws IOException {
    committed();
    assertThat(world.onDisk()).as("the model of the files").isEqualTo(world.present());
    Map<Integer, String> streams = handedOn();
    assertThat(streams.keySet()).as("lines in the files").containsAll(world.present());
    assertLossesAreTold(streams);
  }

  /** Where a part of a file was handed on and a part was gone, the stream says so. */
  private void assertLossesAreTold(Map<Integer, String> streams) {
    Map<Integer, String> streamOfVersion = new HashMap<>();
    streams.forEach((line, stream) -> streamOfVersion.put(world.writtenTo.get(line), stream));
    Set<String> told = new HashSet<>();
    tail.ofKind(TailChunk.Kind.LOST).forEach(chunk -> told.add(chunk.after().name()));
    Set<Integer> gone = new HashSet<>(world.writtenTo.keySet());
    gone.removeAll(streams.keySet());
    gone.removeAll(world.unknowable);
    for (KnownLine line : cut) {
      if (gone.remove(line.line())) {
        assertThat(told).as("streams with a loss, for line %d cut off", line.line()).isNotEmpty();
      }
    }
    for (int line : gone) {
      String stream = streamOfVersion.get(world.writtenTo.get(line));
      if (stream != null) {
        assertThat(told).as("streams with a loss, for line %d", line).contains(stream);
      }
    }
  }
}
