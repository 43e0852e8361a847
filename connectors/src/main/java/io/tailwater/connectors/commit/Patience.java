package io.tailwater.connectors.commit;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Waits for what others do to the lake.
 *
 * @param longest time until it is given up
 */
public record Patience(Duration longest) {
  private static final Duration PAUSE = Duration.ofMillis(100);

  /**
   * Asks until the condition holds. A lost race or a busy database counts as not yet.
   *
   * @throws IllegalStateException with the sentence given when it takes too long
   */
  public void await(BooleanSupplier condition, String otherwise) {
    Instant end = Instant.now().plus(longest);
    while (!holds(condition)) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(otherwise);
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted; ask for the same again", e);
      }
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException e) {
      if (!PassingFailure.is(e)) {
        throw e;
      }
      return false;
    }
  }
}
