package io.tailwater.connectors.commit;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Makes commits rarer while upkeep is behind: each file less is one less to be merged. Nothing
 * stops for it; what is read meanwhile goes into the next commit, which is larger then.
 */
final class CommitPace {
  private static final long LOOK_MS = 100;

  private final BooleanSupplier behind;
  private final Duration slow;
  private Long lastNanos;

  /**
   * @param behind true while commits are to be rare
   * @param slow time from commit to commit then
   */
  CommitPace(BooleanSupplier behind, Duration slow) {
    this.behind = behind;
    this.slow = slow;
  }

  /** Waits until the next commit may be made: not at all, unless upkeep is behind. */
  void await() throws InterruptedException {
    while (lastNanos != null
        && behind.getAsBoolean()
        && System.nanoTime() - lastNanos < slow.toNanos()) {
      Thread.sleep(LOOK_MS);
    }
    lastNanos = System.nanoTime();
  }
}
