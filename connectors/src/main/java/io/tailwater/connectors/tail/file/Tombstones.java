package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which of a log's finished generations need not be remembered any more. They are remembered so
 * that a copy of them is not read again, and so that they go on should they grow.
 */
final class Tombstones {
  private final LineageState state;
  private final List<String> forgotten = new ArrayList<>();

  Tombstones(LineageState state) {
    this.state = state;
  }

  /** Names of those forgotten since this was asked last. */
  List<String> takeForgotten() {
    List<String> names = List.copyOf(forgotten);
    forgotten.clear();
    return names;
  }

  /**
   * Lets go of finished generations whose files have long been gone, and of the oldest of too many.
   * What ended long before this process began need not be waited for again, once the log's other
   * files show that its file system is there.
   */
  void forget(long now, int goneScans) throws IOException {
    long forgetAfter = state.context.options.forgetAfter().toMillis();
    boolean isThere = state.tracked.stream().anyMatch(t -> !t.displaced && !t.absent());
    int before = forgotten.size();
    forgetIf(
        t -> {
          boolean gone = t.displaced || t.absentScans >= goneScans;
          long since = t.absentSinceMillis == null ? t.spokeAtMillis : t.absentSinceMillis;
          return t.is(Generation.State.FINAL)
              && gone
              && ((t.old && isThere) || now - since >= forgetAfter);
        });
    drop();
    for (String name : forgotten.subList(before, forgotten.size())) {
      state.context.letGo(name);
    }
  }

  /** Lets go of the oldest of too many. */
  void drop() {
    List<Tracked> tombstones = state.tracked.stream().filter(t -> t.isTombstone()).toList();
    int tooMany = tombstones.size() - state.context.options.tombstones();
    if (tooMany > 0) {
      List<Tracked> oldest =
          tombstones.stream()
              .sorted(
                  Comparator.comparingLong((Tracked t) -> t.generation.seenAtMillis())
                      .thenComparingInt(t -> t.generation.epoch()))
              .limit(tooMany)
              .toList();
      state.context.counters.tombstonesDropped.add(tooMany);
      forgetIf(new HashSet<>(oldest)::contains);
    }
  }

  private void forgetIf(Predicate<Tracked> gone) {
    List<Tracked> leaving = state.tracked.stream().filter(gone).toList();
    if (!leaving.isEmpty()) {
      state.owners.remove(new HashSet<>(leaving));
      for (Tracked t : leaving) {
        forgotten.add(t.generation.name());
        state.release(t.generation.key());
      }
    }
  }
}
