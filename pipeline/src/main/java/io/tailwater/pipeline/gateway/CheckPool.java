package io.tailwater.pipeline.gateway;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Semaphore;

/**
 * Checks records, a few bodies at once: a {@link RecordCheck} keeps the columns of a chunk, some
 * tens of megabytes where events are short. More threads would not be quicker. Thread-safe.
 */
final class CheckPool {
  private final int most;
  private final Clock clock;

  /** Fair, so that small bodies are not passed over. */
  private final Semaphore turns;

  private final ArrayDeque<RecordCheck> idle = new ArrayDeque<>();
  private int lent;

  /**
   * @param most how many checks there may be, at least 1
   */
  CheckPool(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
    this.turns = new Semaphore(most, true);
  }

  /** As many as can run at once. */
  static CheckPool ofProcessors() {
    return new CheckPool(Runtime.getRuntime().availableProcessors(), Clock.systemUTC());
  }

  /** Tells which records cannot become events. */
  void check(RecordRules rules, Records records, BadRecords bad) throws InterruptedException {
    turns.acquire();
    try {
      RecordCheck check = take(rules);
      try {
        check.check(records, bad);
      } finally {
        giveBack(check);
      }
    } finally {
      turns.release();
    }
  }

  private synchronized RecordCheck take(RecordRules rules) {
    RecordCheck found = null;
    for (Iterator<RecordCheck> all = idle.iterator(); found == null && all.hasNext(); ) {
      RecordCheck check = all.next();
      if (check.rules() == rules) {
        all.remove();
        found = check;
      }
    }
    if (found == null && live() == most) {
      // That of another source has to go.
      idle.removeFirst();
    }
    lent++;
    return found == null ? new RecordCheck(rules, clock) : found;
  }

  private synchronized void giveBack(RecordCheck check) {
    lent--;
    if (!check.isWorn()) {
      idle.addLast(check);
    }
  }

  /** How many checks there are now. */
  synchronized int live() {
    return idle.size() + lent;
  }

  /** How many bodies wait for one. */
  int waiting() {
    return turns.getQueueLength();
  }
}
