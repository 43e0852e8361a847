package io.tailwater.connectors.tail;

import io.tailwater.connectors.tail.file.Generation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The logs that the ledger remembers. One that is long gone, which is most of them where logs come
 * and go all day, is given to no reader until a file of it turns up; what is known of it is then
 * still there.
 */
final class RememberedLogs {
  private final Map<String, KnownLog> logs = new LinkedHashMap<>();
  private final Set<String> current = new LinkedHashSet<>();

  /**
   * @param logs as the ledger has them
   * @param forgetAfter how long before the newest of all files those of a log must have been seen
   *     last, all of them finished, for it to be long gone
   */
  RememberedLogs(Collection<RecalledLog> logs, Duration forgetAfter) {
    long newest =
        logs.stream()
            .flatMap(log -> log.known().stream())
            .mapToLong(Generation::seenAtMillis)
            .max()
            .orElse(0);
    long oldest = newest - forgetAfter.toMillis();
    for (RecalledLog log : logs) {
      String id = log.log().id();
      this.logs.put(id, log.log());
      if (log.known().stream().anyMatch(g -> isOpen(g) || g.seenAtMillis() >= oldest)) {
        current.add(id);
      }
    }
  }

  private static boolean isOpen(Generation generation) {
    return generation.state() != Generation.State.FINAL;
  }

  /** Those that are to be read whether or not a file of them is found. */
  List<KnownLog> current() {
    return current.stream().map(logs::get).toList();
  }

  /** What is known of a log; itself when nothing is. */
  KnownLog recall(KnownLog found) {
    return logs.getOrDefault(found.id(), found);
  }

  /** Lets go of what its reader knows from now on. */
  void givenOut(String id) {
    logs.remove(id);
    current.remove(id);
  }

  /** Ids of all. */
  Set<String> ids() {
    return logs.keySet();
  }

  /** Sources that were read before. */
  Set<String> sources() {
    Set<String> sources = new HashSet<>();
    logs.values().forEach(log -> sources.add(log.source()));
    return sources;
  }
}
