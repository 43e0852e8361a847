package io.tailwater.connectors.tail.file;

import java.io.IOException;
import java.nio.file.Files;

/**
 * One look at the one file of a log that nothing happens to: most of a hundred thousand logs. As
 * long as file, size and time of change are those seen last, there is nothing to read and no name
 * to follow.
 */
final class QuietLook {
  private final LineageState state;
  private long lookedMillis;

  QuietLook(LineageState state) {
    this.state = state;
  }

  /** All of the log's directory was looked at. */
  void looked(long now) {
    lookedMillis = now;
  }

  /** True when at most the active file is open, and it was read to its end. */
  boolean isQuiet() {
    boolean quiet = true;
    for (Tracked t : state.tracked) {
      boolean atEnd =
          t.is(Generation.State.ACTIVE)
              && !t.absent()
              && t.caughtUp
              && t.verified
              && t.refused == null
              && t.generation.offset() == t.generation.sizeSeen();
      quiet &= t.is(Generation.State.FINAL) || atEnd;
    }
    return quiet && state.news.isEmpty() && !state.scanWanted;
  }

  /** True when the log is quiet and a look at its file shows that it still is. */
  boolean nothingHappened() {
    TailContext context = state.context;
    long all = context.wholeLookMillis();
    if (context.options.bounded()
        || context.clock.monotonicMillis() - lookedMillis >= all
        || !isQuiet()) {
      return false;
    }
    for (Tracked t : state.tracked) {
      if (t.is(Generation.State.ACTIVE) && !t.displaced) {
        return isUnchanged(t.generation);
      }
    }
    return Files.notExists(state.plan.active());
  }

  private boolean isUnchanged(Generation generation) {
    try {
      FileStat stat = FileStat.of(state.plan.active());
      return !state.context.births.differ(stat.key(), generation.key())
          && stat.size() == generation.sizeSeen()
          && stat.mtimeNs() == generation.mtimeNs();
    } catch (IOException e) {
      return false;
    }
  }
}
