package io.tailwater.connectors.commit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries a step again after {@linkplain PassingFailure failures that pass}. What is tried must look
 * first whether it has already been done.
 *
 * @param attempts how often at most
 * @param firstPauseMs pause after the first failure, milliseconds; doubles each time, with jitter
 * @param longestPauseMs upper limit of a pause, milliseconds
 */
record Backoff(int attempts, long firstPauseMs, long longestPauseMs) {
  static final Backoff DEFAULT = new Backoff(10, 100, 5_000);

  private static final Logger LOG = LoggerFactory.getLogger(Backoff.class);

  /** Runs the step until it returns or fails for good. */
  void run(String what, Runnable step) {
    call(
        what,
        () -> {
          step.run();
          return null;
        });
  }

  /** Asks until there is an answer or it fails for good. */
  <T> T call(String what, Supplier<T> step) {
    long pause = firstPauseMs;
    for (int attempt = 1; ; attempt++) {
      try {
        return step.get();
      } catch (RuntimeException e) {
        if (attempt >= attempts || !PassingFailure.is(e)) {
          throw e;
        }
        LOG.warn("{} failed on attempt {} of {}, trying again", what, attempt, attempts, e);
        sleep(what, pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
        pause = Math.min(longestPauseMs, pause * 2);
      }
    }
  }

  private static void sleep(String what, long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting to try again: " + what, e);
    }
  }
}
