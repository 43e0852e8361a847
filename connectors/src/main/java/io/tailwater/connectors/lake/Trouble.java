package io.tailwater.connectors.lake;

import java.time.Instant;

/**
 * That something of a job fails and is tried again and again.
 *
 * @param since when it began to
 * @param at when it failed last
 * @param reason why it did then, in one sentence
 */
public record Trouble(Instant since, Instant at, String reason) {
  private static final int LONGEST_REASON = 1000;

  public Trouble {
    reason = Printable.line(reason);
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + "…";
    }
  }

  /** The same trouble, which has gone on until now. */
  Trouble goesOn(Instant now, String newReason) {
    return new Trouble(since, now, newReason);
  }

  /** What happened, and why: the first line of a failure's message, and that of its root. */
  public static String reasonOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String what = firstLine(failure);
    String why = firstLine(root);
    return what.contains(why) ? what : why.contains(what) ? why : what + ": " + why;
  }

  private static String firstLine(Throwable e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName()
        : e.getMessage().strip().lines().findFirst().orElseThrow();
  }
}
