package io.tailwater.pipeline.explain;

import java.util.Locale;

/**
 * What became of the lines of an input; {@code events + rejects + blank} is all of them.
 *
 * @param events lines that became events
 * @param rejects lines that did not
 * @param blank blank lines
 */
public record ParseCounts(long events, long rejects, long blank) {

  public long lines() {
    return events + rejects + blank;
  }

  /** Rejects among the lines that are not blank, 0 to 1. */
  public double rejectedShare() {
    return rejects == 0 ? 0 : (double) rejects / (events + rejects);
  }

  /** One line for people. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%,d lines: %,d events, %,d rejected, %,d filtered",
        lines(),
        events,
        rejects,
        blank);
  }
}
