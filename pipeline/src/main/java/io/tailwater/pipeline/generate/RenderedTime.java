package io.tailwater.pipeline.generate;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as logs write them, in UTC; each second is made once. */
final class RenderedTime {
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private final LineBytes made = new LineBytes();
  private Long second;
  private int localLength;

  void local(long tsMicros, LineBytes out) {
    make(tsMicros / 1_000_000);
    out.put(made, 0, localLength);
  }

  void iso8601(long tsMicros, LineBytes out) {
    make(tsMicros / 1_000_000);
    out.put(made, localLength, made.length());
  }

  /** With six digits behind the seconds. */
  void rfc3339(long tsMicros, LineBytes out) {
    make(tsMicros / 1_000_000);
    out.put(made, localLength, made.length() - "+00:00".length());
    out.put('.');
    out.padded(tsMicros % 1_000_000, 6);
    out.put('Z');
  }

  private void make(long epochSecond) {
    if (second != null && second == epochSecond) {
      return;
    }
    second = epochSecond;
    LocalDateTime time = LocalDateTime.ofEpochSecond(epochSecond, 0, ZoneOffset.UTC);
    made.clear();
    made.padded(time.getDayOfMonth(), 2);
    made.put('/');
    made.put(Client.ascii(MONTHS[time.getMonthValue() - 1]));
    made.put('/');
    made.padded(time.getYear(), 4);
    made.put(':');
    clock(time);
    made.put(Client.ascii(" +0000"));
    localLength = made.length();
    made.padded(time.getYear(), 4);
    made.put('-');
    made.padded(time.getMonthValue(), 2);
    made.put('-');
    made.padded(time.getDayOfMonth(), 2);
    made.put('T');
    clock(time);
    made.put(Client.ascii("+00:00"));
  }

  private void clock(LocalDateTime time) {
    made.padded(time.getHour(), 2);
    made.put(':');
    made.padded(time.getMinute(), 2);
    made.put(':');
    made.padded(time.getSecond(), 2);
  }
}
