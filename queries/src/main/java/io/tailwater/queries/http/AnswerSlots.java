package io.tailwater.queries.http;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many answers are computed at once. As many more may wait, for a moment; the others hear at
 * once that they should come back, and cost nothing. Thread-safe.
 */
final class AnswerSlots {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  /** The right to compute an answer; closed when it is computed. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  private final Semaphore free;
  private final int most;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param most answers at once, at least 1
   */
  AnswerSlots(int most) {
    this.most = most;
    free = new Semaphore(most, true);
  }

  /**
   * Takes a slot.
   *
   * @throws Refused when there is none
   */
  Slot take() {
    if (!free.tryAcquire() && !waitForOne()) {
      throw Refused.busy();
    }
    return free::release;
  }

  /** How many are taken. */
  int active() {
    return most - free.availablePermits();
  }

  private boolean waitForOne() {
    try {
      return waiting.incrementAndGet() <= most
          && free.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.decrementAndGet();
    }
  }
}
