package io.tailwater.connectors.kafka;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between questions that get no answer: each longer than the last, with jitter. */
final class GrowingPause {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 2_000;

  private long millis = FIRST_MILLIS;

  void await() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    millis = Math.min(LONGEST_MILLIS, millis * 2);
  }

  /** There was an answer: the next pause is a short one. */
  void answered() {
    millis = FIRST_MILLIS;
  }
}
