package io.tailwater.pipeline.parse;

/**
 * Remembers the hour of the last time that was written as {@code 2015-05-20T12:05:17.123Z}, with
 * its offset: of a neighbour, which mostly shares both, only minutes and seconds are read. A time
 * without an offset is not remembered, since clocks may be changed within an hour.
 */
final class IsoHour {
  private static final int MINUTES_AT = 14;
  private static final int SECONDS_AT = 17;
  private static final int FRACTION_AT = 19;
  private static final int WORD = 8;
  private static final int MOST_DIGITS = 9;

  /** A microsecond's digits. */
  private static final int DIGITS = 6;

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private long date;
  private long hour;
  private long zone;
  private int zoneLength;
  private long start;
  private boolean known;
  private long sinceHour;
  private int zoneAt;

  /** True when the text is a time in the hour that is remembered. */
  boolean read(byte[] b, int from, int to) {
    return known
        && isShaped(b, from, to)
        && ByteScan.word(b, from) == date
        && ByteScan.word(b, from + MINUTES_AT - WORD) == hour
        && sinceHour(b, from, to)
        && to - zoneAt == zoneLength
        && zone(b, to) == zone;
  }

  /** What the last successful reading gave, microseconds since the epoch. */
  long micros() {
    return start + sinceHour;
  }

  /** Remembers the hour of a text that was read as that time, if it is written like that. */
  void remember(byte[] b, int from, int to, long micros) {
    if (isShaped(b, from, to) && sinceHour(b, from, to) && micros >= sinceHour) {
      date = ByteScan.word(b, from);
      hour = ByteScan.word(b, from + MINUTES_AT - WORD);
      zone = zone(b, to);
      zoneLength = to - zoneAt;
      start = micros - sinceHour;
      known = true;
    }
  }

  private static boolean isShaped(byte[] b, int from, int to) {
    return to - from > FRACTION_AT
        && b[from + 4] == '-'
        && b[from + MINUTES_AT - 1] == ':'
        && b[from + SECONDS_AT - 1] == ':';
  }

  /** True for two digits from 00 to 59. */
  private static boolean isSixtieth(byte[] b, int at) {
    return b[at] >= '0' && b[at] <= '5' && b[at + 1] >= '0' && b[at + 1] <= '9';
  }

  private static int two(byte[] b, int at) {
    return (b[at] - '0') * 10 + b[at + 1] - '0';
  }

  /** Reads on from the minutes to where the offset begins; false where there is none. */
  private boolean sinceHour(byte[] b, int from, int to) {
    if (!isSixtieth(b, from + MINUTES_AT) || !isSixtieth(b, from + SECONDS_AT)) {
      return false;
    }
    int seconds = two(b, from + MINUTES_AT) * 60 + two(b, from + SECONDS_AT);
    int at = from + FRACTION_AT;
    long micros = 0;
    if (at < to && (b[at] == '.' || b[at] == ',')) {
      int first = ++at;
      int end = Math.min(to, first + MOST_DIGITS + 1);
      for (; at < end && b[at] >= '0' && b[at] <= '9'; at++) {
        micros = at - first < DIGITS ? micros * 10 + b[at] - '0' : micros;
      }
      int digits = at - first;
      if (digits == 0 || digits > MOST_DIGITS) {
        return false;
      }
      micros *= POWERS[Math.max(0, DIGITS - digits)];
    }
    zoneAt = at;
    sinceHour = seconds * 1_000_000L + micros;
    return at < to && to - at < WORD;
  }

  /** The offset as the last bytes of a word. */
  private long zone(byte[] b, int to) {
    return ByteScan.word(b, to - WORD) >>> (WORD - (to - zoneAt)) * 8;
  }
}
