package io.tailwater.queries.command;

import java.util.Locale;

/** How a number has changed, in at most six characters, so that a column of it is narrow. */
final class ShortChange {
  private static final double PERCENT_UP_TO = 10;

  private ShortChange() {}

  /**
   * {@code +12 %}, {@code -100 %}, {@code 23x} where it is ten times as much or more, {@code =} for
   * the same, {@code new} where there was nothing, a dash where one of them is unknown.
   */
  static String of(Double now, Double before) {
    if (now == null || before == null) {
      return "–";
    }
    if (now.equals(before)) {
      return "=";
    }
    if (before == 0) {
      return "new";
    }
    double times = now / before;
    if (times >= PERCENT_UP_TO) {
      return times < 100_000 ? String.format(Locale.ROOT, "%.0fx", times) : "much";
    }
    double percent = Math.round((times - 1) * 100);
    return percent == 0 ? "=" : String.format(Locale.ROOT, "%+.0f %%", percent);
  }
}
