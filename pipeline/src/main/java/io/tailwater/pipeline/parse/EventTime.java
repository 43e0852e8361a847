package io.tailwater.pipeline.parse;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Reads the times that logs write, to microseconds since the epoch in UTC.
 *
 * <p>{@code $time_local} is {@code 20/May/2015:12:05:17 +0000}, {@code $time_iso8601} is {@code
 * 2015-05-20T12:05:17+00:00} (also with a fraction, a space for the T, or Z), {@code $msec} is
 * seconds with a fraction. The offset a line brings is honoured; a line without one is in the zone
 * given. Where a zone's clock shows a time twice, the earlier of the two is meant. Years are 1970
 * to 9999. A leap second, {@code 23:59:60} in UTC, is the first second of the next day, as POSIX
 * counts.
 *
 * <p>The text of the last {@code $time_local} is remembered, since neighbours share their second.
 */
final class EventTime {
  /** How many bytes a {@code $time_local} has. */
  static final int LOCAL_WIDTH = 26;

  private static final long MICROS = 1_000_000L;
  private static final long DAY = 86_400L;

  /** The end of the year 9999. */
  private static final long LAST_MICROS = 253_402_300_799_999_999L;

  private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private final ZoneId zone;
  private final DecimalNumber number = new DecimalNumber();
  private long micros;
  private long seconds;
  private boolean leap;

  private long lastA;
  private long lastB;
  private long lastC;
  private int lastD;
  private long lastMicros;
  private boolean remembers;

  private long zoneMinute;
  private int zoneOffset;
  private boolean zoneKnown;

  EventTime(ZoneId zone) {
    this.zone = zone;
  }

  /** What the last successful reading gave, microseconds since the epoch. */
  long micros() {
    return micros;
  }

  /** Reads a {@code $time_local}; false when it is none. */
  boolean readLocal(byte[] b, int from, int to) {
    if (to - from != LOCAL_WIDTH) {
      return localText(b, from, to);
    }
    long first = ByteScan.word(b, from);
    long second = ByteScan.word(b, from + 8);
    long third = ByteScan.word(b, from + 16);
    int last = b[from + 24] << 8 | (b[from + 25] & 0xFF);
    if (remembers && first == lastA && second == lastB && third == lastC && last == lastD) {
      micros = lastMicros;
      return true;
    }
    if (!localText(b, from, to)) {
      return false;
    }
    lastA = first;
    lastB = second;
    lastC = third;
    lastD = last;
    lastMicros = micros;
    remembers = true;
    return true;
  }

  private boolean localText(byte[] b, int from, int to) {
    if (to - from < 20 || b[from + 2] != '/' || b[from + 6] != '/' || b[from + 11] != ':') {
      return false;
    }
    int month = month(b, from + 3);
    if (month == 0 || !digits(b, from, 2) || !digits(b, from + 7, 4)) {
      return false;
    }
    return date(four(b, from + 7), month, two(b, from))
        && clock(b, from + 12)
        && offset(b, from + 20 < to && b[from + 20] == ' ' ? from + 21 : from + 20, to)
        && settle(0);
  }

  /** Reads a {@code $time_iso8601}; false when it is none. */
  boolean readIso(byte[] b, int from, int to) {
    if (to - from < 19
        || b[from + 4] != '-'
        || b[from + 7] != '-'
        || (b[from + 10] != 'T' && b[from + 10] != ' ' && b[from + 10] != 't')
        || !digits(b, from, 4)
        || !digits(b, from + 5, 2)
        || !digits(b, from + 8, 2)
        || !date(four(b, from), two(b, from + 5), two(b, from + 8))
        || !clock(b, from + 11)) {
      return false;
    }
    int at = from + 19;
    long fraction = 0;
    if (at < to && (b[at] == '.' || b[at] == ',')) {
      int start = ++at;
      long unit = MICROS / 10;
      while (at < to && isDigit(b[at])) {
        fraction += (b[at++] - '0') * unit;
        unit /= 10;
      }
      if (at == start || at > start + 9) {
        return false;
      }
    }
    return offset(b, at, to) && settle(fraction);
  }

  /** Reads a {@code $msec}; false when it is none. */
  boolean readEpoch(byte[] b, int from, int to) {
    if (!number.readSeconds(b, from, to)) {
      return false;
    }
    seconds = number.nanos() / 1_000_000_000L;
    leap = false;
    return settle(number.nanos() % 1_000_000_000L / 1000);
  }

  /**
   * Reads a time in any of these forms, or a number of the unit; without one, the number's size
   * tells: below 10^11 seconds, below 10^14 milliseconds, below 10^17 microseconds, else
   * nanoseconds.
   */
  boolean readAny(byte[] b, int from, int to, Unit unit) {
    if (unit == Unit.UNSAID && to - from > 4) {
      if (b[from + 4] == '-' && to - from >= 19) {
        return readIso(b, from, to);
      }
      if (b[from + 2] == '/') {
        return readLocal(b, from, to);
      }
    }
    if (!number.readScaled(b, from, to, 0)) {
      return false;
    }
    int power = unit == Unit.UNSAID ? powerBySize(number.whole()) : unit.nanosPower() - 3;
    if (!number.readScaled(b, from, to, power)) {
      return false;
    }
    micros = number.whole();
    return micros <= LAST_MICROS;
  }

  private static int powerBySize(long value) {
    return value < 100_000_000_000L
        ? 6
        : value < 100_000_000_000_000L ? 3 : value < 100_000_000_000_000_000L ? 0 : -3;
  }

  private boolean date(int year, int month, int day) {
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
      return false;
    }
    // Days since the epoch; the year starts in March, so that the leap day is its last.
    int y = month > 2 ? year : year - 1;
    int fromMarch = (month + 9) % 12;
    long days = 365L * y + y / 4 - y / 100 + y / 400 + (153L * fromMarch + 2) / 5 + day - 1;
    seconds = (days - 719_468) * DAY;
    return true;
  }

  private static int daysIn(int year, int month) {
    boolean leapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leapYear ? 29 : MONTH_DAYS[month - 1];
  }

  private boolean clock(byte[] b, int at) {
    if (b[at + 2] != ':'
        || b[at + 5] != ':'
        || !digits(b, at, 2)
        || !digits(b, at + 3, 2)
        || !digits(b, at + 6, 2)) {
      return false;
    }
    int hour = two(b, at);
    int minute = two(b, at + 3);
    int second = two(b, at + 6);
    if (hour > 23 || minute > 59 || second > 60) {
      return false;
    }
    leap = second == 60;
    seconds += hour * 3600L + minute * 60L + second;
    return true;
  }

  /** {@code +hhmm}, {@code +hh:mm}, {@code Z}, or nothing. */
  private boolean offset(byte[] b, int from, int to) {
    int length = to - from;
    if (length <= 0) {
      seconds -= offsetInZone();
      return true;
    }
    if (length == 1 && (b[from] == 'Z' || b[from] == 'z')) {
      return true;
    }
    boolean colon = length == 6 && b[from + 3] == ':';
    int minutesAt = colon ? from + 4 : from + 3;
    if ((length != 5 && !colon)
        || (b[from] != '+' && b[from] != '-')
        || !digits(b, from + 1, 2)
        || !digits(b, minutesAt, 2)) {
      return false;
    }
    int hours = two(b, from + 1);
    int minutes = two(b, minutesAt);
    if (hours > 18 || minutes > 59) {
      return false;
    }
    int east = hours * 3600 + minutes * 60;
    seconds -= b[from] == '+' ? east : -east;
    return true;
  }

  private int offsetInZone() {
    long minute = Math.floorDiv(seconds, 60L);
    if (!zoneKnown || minute != zoneMinute) {
      LocalDateTime local = LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
      zoneOffset = zone.getRules().getOffset(local).getTotalSeconds();
      zoneMinute = minute;
      zoneKnown = true;
    }
    return zoneOffset;
  }

  private boolean settle(long fractionMicros) {
    if (leap && Math.floorMod(seconds, DAY) != 0) {
      return false;
    }
    micros = seconds * MICROS + fractionMicros;
    return micros >= 0;
  }

  /** The month from 1; 0 for what is none. */
  private static int month(byte[] b, int at) {
    for (int month = 0; month < 12; month++) {
      if (MONTHS.charAt(month * 3) == b[at]
          && MONTHS.charAt(month * 3 + 1) == b[at + 1]
          && MONTHS.charAt(month * 3 + 2) == b[at + 2]) {
        return month + 1;
      }
    }
    return 0;
  }

  private static boolean digits(byte[] b, int at, int count) {
    for (int i = at; i < at + count; i++) {
      if (!isDigit(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static int two(byte[] b, int at) {
    return (b[at] - '0') * 10 + b[at + 1] - '0';
  }

  private static int four(byte[] b, int at) {
    return two(b, at) * 100 + two(b, at + 2);
  }
}
