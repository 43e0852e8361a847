package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailChunk;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A split while it is read: its generations as they stand after the last chunk emitted. */
final class LineageSplitState {

  private final String source;
  private final Path active;
  private final Map<String, Generation> generations = new LinkedHashMap<>();
  private StartFrom start;

  LineageSplitState(LineageSplit split) {
    this.source = split.source();
    this.active = split.active();
    this.start = split.start();
    for (Generation generation : split.known()) {
      generations.put(generation.name(), generation);
    }
  }

  String source() {
    return source;
  }

  void emitted(TailChunk chunk) {
    generations.put(chunk.after().name(), chunk.after());
    generations.keySet().removeAll(chunk.forgotten());
    // A log that has been read from is not new any more, even when all its files are forgotten.
    start = StartFrom.BEGINNING;
  }

  LineageSplit toSplit() {
    return new LineageSplit(source, active, start, List.copyOf(generations.values()));
  }
}
