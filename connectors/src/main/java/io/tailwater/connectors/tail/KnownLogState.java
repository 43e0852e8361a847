package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Evidence;
import io.tailwater.connectors.tail.file.Generation;
import io.tailwater.connectors.tail.file.StartFrom;
import io.tailwater.connectors.tail.file.TailChunk;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A log while it is read: the evidence of its generations after the last chunk emitted. */
final class KnownLogState {

  private final String source;
  private final Path active;
  private final Map<String, String> evidence = new LinkedHashMap<>();
  private final CommittedEnds ends;
  private StartFrom start;

  /**
   * @param ends hears which generations are finished
   */
  KnownLogState(KnownLog log, CommittedEnds ends) {
    this.ends = ends;
    this.source = log.source();
    this.active = log.active();
    this.start = log.start();
    for (String text : log.evidence()) {
      Generation generation = Evidence.read(text);
      evidence.put(generation.name(), text);
      tellEnd(generation);
    }
  }

  String source() {
    return source;
  }

  /**
   * A chunk was handed on.
   *
   * @param after the evidence that goes with it
   */
  void emitted(TailChunk chunk, String after) {
    evidence.put(chunk.after().name(), after);
    tellEnd(chunk.after());
    evidence.keySet().removeAll(chunk.forgotten());
    // A log that has been read from is not new any more, even when all its files are forgotten.
    start = StartFrom.BEGINNING;
  }

  private void tellEnd(Generation generation) {
    if (generation.state() == Generation.State.FINAL) {
      ends.finished(KnownLog.id(source, active), generation.name(), generation.offset());
    }
  }

  KnownLog toLog() {
    return new KnownLog(source, active, start, List.copyOf(evidence.values()));
  }
}
