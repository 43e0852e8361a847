package io.tailwater.queries.command;

import io.tailwater.queries.Text;
import java.util.Locale;

/** Numbers in few characters, for columns that are compared at a glance. */
final class Units {
  private static final String[] THOUSANDS = {"", "k", "M", "G", "T", "P", "E"};

  private Units() {}

  /** 9,999 in full, then three digits: 12.3k, 1.23M. */
  static String count(long number) {
    if (Math.abs(number) < 10_000) {
      return Text.count(number);
    }
    double value = number;
    int power = 0;
    // Up to what would be written as 1000.
    while (Math.abs(value) >= 999.5) {
      value /= 1000;
      power++;
    }
    double size = Math.abs(value);
    String shape = size >= 99.95 ? "%.0f%s" : size >= 9.995 ? "%.1f%s" : "%.2f%s";
    return String.format(Locale.ROOT, shape, value, THOUSANDS[power]);
  }

  /** A sum of times: 212 ms, 3.21 s, 12.5 min, 4.2 h, 3.1 d; a dash for null. */
  static String total(Double ms) {
    if (ms == null || ms < 120_000) {
      return Text.ms(ms);
    }
    double minutes = ms / 60_000;
    if (minutes < 120) {
      return String.format(Locale.ROOT, "%.1f min", minutes);
    }
    double hours = minutes / 60;
    return hours < 48
        ? String.format(Locale.ROOT, "%.1f h", hours)
        : String.format(Locale.ROOT, "%,.1f d", hours / 24);
  }

  /**
   * How a number has changed: an arrow, a sign and a share; where there was nothing before, how
   * much there is now; a dash where one of them is unknown.
   *
   * @param now null for unknown
   * @param before null for unknown
   */
  static String change(Double now, Double before) {
    if (now == null || before == null) {
      return "–";
    }
    if (now.equals(before)) {
      return "= 0 %";
    }
    String arrow = now > before ? "▲ +" : "▼ -";
    if (before == 0) {
      return arrow + count(Math.round(now));
    }
    double percent = Math.abs(now / before - 1) * 100;
    return arrow + String.format(Locale.ROOT, percent < 100 ? "%.1f %%" : "%,.0f %%", percent);
  }
}
