package io.tailwater.connectors.tail.file;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which streams a log's files held so far: what comes next on a file, and is called. */
final class StreamNames {
  private final BirthTimes births;
  private final Map<FileKey, Integer> newestEpochs = new HashMap<>();

  /**
   * Of those begun before this process: one that goes on in another file keeps its name, and where
   * births are kept in steps of some ms, a file may come to be that has all its numbers.
   */
  private final Set<String> before = new HashSet<>();

  StreamNames(BirthTimes births) {
    this.births = births;
  }

  void learn(Generation known) {
    newestEpochs.merge(known.key(), known.epoch(), Math::max);
    before.add(known.name());
  }

  /** The newest on a file that something known is on: the one that the file holds. */
  int newestEpoch(FileKey key) {
    return newestEpochs.get(key);
  }

  /** One more than the newest on a file. */
  int nextEpoch(FileKey key) {
    int next =
        newestEpochs.entrySet().stream()
                .filter(known -> !births.differ(known.getKey(), key))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(-1)
            + 1;
    newestEpochs.put(key, next);
    return next;
  }

  /** The same for a stream that begins on the file, whose name no other may have. */
  int nextEpoch(String log, FileKey key) {
    int next = nextEpoch(key);
    while (before.contains(Generation.name(log, key, next))) {
      next = nextEpoch(key);
    }
    return next;
  }
}
