package io.tailwater.queries;

import java.util.Locale;

/** Numbers as people read them. */
public final class Text {
  private Text() {}

  /** 1,234,567. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** 0.6 % of a ratio; a dash for null. */
  public static String percent(Double ratio) {
    if (ratio == null) {
      return "–";
    }
    double percent = ratio * 100;
    return String.format(
        Locale.ROOT, percent > 0 && percent < 0.1 ? "%.2f %%" : "%.1f %%", percent);
  }

  /** 8.3 ms, 212 ms, 3.21 s; a dash for null. */
  public static String ms(Double ms) {
    if (ms == null) {
      return "–";
    }
    if (ms >= 1000) {
      return String.format(Locale.ROOT, ms >= 10_000 ? "%.1f s" : "%.2f s", ms / 1000);
    }
    return String.format(Locale.ROOT, ms >= 10 || ms == Math.rint(ms) ? "%.0f ms" : "%.1f ms", ms);
  }

  /** 4 s, 12 min, 3 h, 5 d. */
  public static String age(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 120) {
      return whole + " s";
    }
    if (whole < 7200) {
      return whole / 60 + " min";
    }
    return whole < 172_800 ? whole / 3600 + " h" : whole / 86_400 + " d";
  }

  /** 3.2 MiB/s, 1,200 records/s; a dash for null. */
  public static String rate(Double perSecond, String unit) {
    if (perSecond == null) {
      return "–";
    }
    return amount(Math.round(perSecond), unit) + "/s";
  }

  /** 1.5 GiB of {@code bytes}, 1,200 records of {@code records}. */
  public static String amount(long number, String unit) {
    return unit.equals("bytes")
        ? bytes(number)
        : count(number) + " " + (number == 1 ? unit.replaceAll("s$", "") : unit);
  }

  /**
   * 1.5 GiB, 1,200 records, or 1.5 GiB and 1,200 records.
   *
   * @param all bytes and records added up
   * @param records how many of them are records
   */
  public static String amounts(long all, long records) {
    if (records == 0) {
      return bytes(all);
    }
    String counted = amount(records, "records");
    return all == records ? counted : bytes(all - records) + " and " + counted;
  }

  /** 1.5 GiB. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
