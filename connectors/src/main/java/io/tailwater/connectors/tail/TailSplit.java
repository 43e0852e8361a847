package io.tailwater.connectors.tail;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * Logs that one reader was given together. Not each its own split: Flink keeps a dozen metrics of
 * every split, and the last batch that it gave.
 *
 * @param logs at least one; each is in one split only
 */
public record TailSplit(List<KnownLog> logs) implements SourceSplit {

  /** How many splits there are at most when many logs are given out at once. */
  static final int MOST = 100;

  public TailSplit {
    logs = List.copyOf(logs);
    if (logs.isEmpty()) {
      throw new IllegalArgumentException("A split needs a log, got none");
    }
  }

  /** Gives few logs a split each, and many as few splits as there may be. */
  static List<TailSplit> of(List<KnownLog> logs) {
    int size = (logs.size() + MOST - 1) / MOST;
    List<TailSplit> splits = new ArrayList<>();
    for (int from = 0; from < logs.size(); from += size) {
      splits.add(new TailSplit(logs.subList(from, Math.min(from + size, logs.size()))));
    }
    return splits;
  }

  /** The id of its first log, which is in no other. */
  @Override
  public String splitId() {
    return logs.get(0).id();
  }

  /** Short: Flink logs each split that a reader is given. */
  @Override
  public String toString() {
    return logs.size() == 1 ? splitId() : splitId() + " and " + (logs.size() - 1) + " more";
  }
}
