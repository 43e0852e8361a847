package io.tailwater.pipeline.parse;

import java.util.Arrays;

/**
 * What became of one batch: {@code lines = events + rejects + filtered}, always. The parser writes
 * it anew for every batch.
 */
public final class ParseTally {
  private static final long HOUR_MICROS = 3_600_000_000L;

  private long fromOffset;
  private long toOffset;
  private long events;
  private long rejects;
  private long filtered;
  private long minTsMicros;
  private long maxTsMicros;
  private long[] hours = new long[8];
  private long[] hourEvents = new long[8];
  private int hourCount;
  private int lastHour;
  private long endpointOverflow;
  private long valueOverflow;

  void start(long from, long to) {
    fromOffset = from;
    toOffset = to;
    events = 0;
    rejects = 0;
    filtered = 0;
    hourCount = 0;
    lastHour = 0;
  }

  void event(long tsMicros) {
    minTsMicros = events == 0 ? tsMicros : Math.min(minTsMicros, tsMicros);
    maxTsMicros = events == 0 ? tsMicros : Math.max(maxTsMicros, tsMicros);
    events++;
    long hour = tsMicros / HOUR_MICROS;
    if (lastHour >= hourCount || hours[lastHour] != hour) {
      lastHour = place(hour);
    }
    hourEvents[lastHour]++;
  }

  /** Where the hour stands among the hours, which are kept ascending. */
  private int place(long hour) {
    int found = Arrays.binarySearch(hours, 0, hourCount, hour);
    if (found >= 0) {
      return found;
    }
    int place = -found - 1;
    if (hourCount == hours.length) {
      hours = Arrays.copyOf(hours, hourCount * 2);
      hourEvents = Arrays.copyOf(hourEvents, hourCount * 2);
    }
    System.arraycopy(hours, place, hours, place + 1, hourCount - place);
    System.arraycopy(hourEvents, place, hourEvents, place + 1, hourCount - place);
    hours[place] = hour;
    hourEvents[place] = 0;
    hourCount++;
    return place;
  }

  void reject() {
    rejects++;
  }

  void filter() {
    filtered++;
  }

  void overflow(long endpoints, long values) {
    endpointOverflow = endpoints;
    valueOverflow = values;
  }

  /** Offset of the batch's first byte in its stream. */
  public long fromOffset() {
    return fromOffset;
  }

  /** Offset after the batch's last byte. */
  public long toOffset() {
    return toOffset;
  }

  public long lines() {
    return events + rejects + filtered;
  }

  public long events() {
    return events;
  }

  public long rejects() {
    return rejects;
  }

  /** Blank lines and headers. */
  public long filtered() {
    return filtered;
  }

  /** Smallest event time, epoch microseconds; null without events. */
  public Long minTsMicros() {
    return events == 0 ? null : minTsMicros;
  }

  /** Largest event time, epoch microseconds; null without events. */
  public Long maxTsMicros() {
    return events == 0 ? null : maxTsMicros;
  }

  /** Hours since the epoch that got events, ascending; a copy. */
  public long[] hours() {
    return Arrays.copyOf(hours, hourCount);
  }

  /** Events of each of {@link #hours}; a copy. */
  public long[] hourEvents() {
    return Arrays.copyOf(hourEvents, hourCount);
  }

  /** Events named {@code {other}} since the parser began, for want of room among endpoint names. */
  public long endpointOverflow() {
    return endpointOverflow;
  }

  /** Methods, protocols, services and regions since the parser began that found no room. */
  public long valueOverflow() {
    return valueOverflow;
  }
}
