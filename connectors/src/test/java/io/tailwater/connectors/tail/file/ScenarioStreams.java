package io.tailwater.connectors.tail.file;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Follows what an engine hands on of millions of lines without keeping them: a stream holds lines
 * of one generation, in order, each once, and no two streams hold one generation.
 */
final class ScenarioStreams {
  private final Map<String, ScenarioLine> lastOf = new HashMap<>();
  private final Map<Integer, String> streamOf = new HashMap<>();
  private final Set<String> repeated = new TreeSet<>();
  private final Set<String> malformed = new TreeSet<>();
  private int lossRecords;
  private long lines;

  void take(TailChunk chunk) {
    if (chunk.kind() == TailChunk.Kind.LOST) {
      lossRecords++;
    }
    for (String text : ScenarioTail.recordsOf(chunk)) {
      lines++;
      ScenarioLine line = ScenarioLine.parse(text);
      if (line == null) {
        malformed.add(text + " of " + chunk.after().name());
      } else {
        take(line, chunk.after().name());
      }
    }
  }

  private void take(ScenarioLine line, String stream) {
    ScenarioLine last = lastOf.put(stream, line);
    String first = streamOf.putIfAbsent(line.generation(), stream);
    boolean other = first != null && !first.equals(stream);
    boolean mixed = last != null && last.generation() != line.generation();
    if (mixed) {
      malformed.add(line + " after " + last + " in " + stream);
    } else if (other || (last != null && last.sequence() >= line.sequence())) {
      repeated.add(line + " in " + stream);
    }
  }

  /** The last line of a generation that was handed on. */
  Optional<ScenarioLine> lastOf(int generation) {
    return Optional.ofNullable(streamOf.get(generation)).map(lastOf::get);
  }

  int lossRecords() {
    return lossRecords;
  }

  long lines() {
    return lines;
  }

  /**
   * @param lost lines missing that nothing accounts for, as the test found out
   */
  ScenarioOracle.Result result(Set<String> lost) {
    return new ScenarioOracle.Result(lost, lost.size(), repeated, malformed, lossRecords);
  }

  static byte[] bytes(ScenarioLine line) {
    return (line.text() + "\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
