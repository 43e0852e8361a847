package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Tailed;
import java.util.LinkedHashMap;
import java.util.Map;

/** A split while its logs are read. */
final class TailSplitState {
  private final Map<String, KnownLogState> logs = new LinkedHashMap<>();

  /**
   * @param ends hears which generations are finished
   */
  TailSplitState(TailSplit split, CommittedEnds ends) {
    split.logs().forEach(log -> logs.put(log.id(), new KnownLogState(log, ends)));
  }

  /** The log that something was read of. */
  KnownLogState of(Tailed tailed) {
    return logs.get(tailed.lineage());
  }

  TailSplit toSplit() {
    return new TailSplit(logs.values().stream().map(KnownLogState::toLog).toList());
  }
}
