package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Logs by when they are looked at next; of those due at the same time the one that waits longest.
 */
final class Turns {
  private final TreeSet<Turn> waiting =
      new TreeSet<>(
          Comparator.comparingLong((Turn turn) -> turn.dueMillis)
              .thenComparingLong(turn -> turn.number));
  private final Map<Path, List<Turn>> byLog = new HashMap<>();
  private long given;

  /** One log's place among them. */
  static final class Turn {
    private final Lineage lineage;
    private long dueMillis;
    private long number;

    private Turn(Lineage lineage) {
      this.lineage = lineage;
    }

    Lineage lineage() {
      return lineage;
    }
  }

  void begin(Lineage lineage) {
    Turn turn = new Turn(lineage);
    List<Turn> sameLog = new ArrayList<>(byLog.getOrDefault(lineage.active(), List.of()));
    sameLog.add(turn);
    byLog.put(lineage.active(), List.copyOf(sameLog));
    wait(turn);
  }

  /** Lets a log wait until it is due again. */
  void wait(Turn turn) {
    turn.dueMillis = turn.lineage.dueMillis();
    turn.number = given++;
    waiting.add(turn);
  }

  /** Takes out the log whose turn is next, of at least one that waits. */
  Turn take() {
    return waiting.pollFirst();
  }

  /** The log taken out does not come back. */
  void end(Turn turn) {
    List<Turn> sameLog = new ArrayList<>(byLog.get(turn.lineage.active()));
    sameLog.remove(turn);
    if (sameLog.isEmpty()) {
      byLog.remove(turn.lineage.active());
    } else {
      byLog.put(turn.lineage.active(), List.copyOf(sameLog));
    }
  }

  /** A log written under this path is looked at at once, if it was to be left alone for a while. */
  void hasten(Path active, long nowMillis) {
    for (Turn turn : byLog.getOrDefault(active, List.of())) {
      if (turn.lineage.hasten(nowMillis)) {
        waiting.remove(turn);
        wait(turn);
      }
    }
  }

  /** Paths that the logs are written under. */
  Collection<Path> logs() {
    return byLog.keySet();
  }

  Collection<Turn> waiting() {
    return waiting;
  }

  int size() {
    return waiting.size();
  }

  /** When the next log is due, of at least one that waits. */
  long dueMillis() {
    return waiting.first().dueMillis;
  }
}
