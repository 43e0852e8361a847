package io.tailwater.queries.http;

import io.tailwater.queries.Text;
import io.tailwater.queries.api.DayNumbers;
import io.tailwater.queries.api.Numbers;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Requests of each hour as bars: the fine ones, then client errors, then server errors on top. */
final class HourChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 200;
  private static final int LEFT = 56;
  private static final int BOTTOM = 24;
  private static final int TOP = 10;
  private static final int HOURS = 24;

  private HourChart() {}

  static String render(List<DayNumbers.Hour> hours) {
    long most = hours.stream().mapToLong(hour -> hour.numbers().requests()).max().orElse(0);
    long top = roundUp(Math.max(1, most));
    StringBuilder svg = new StringBuilder();
    svg.append("<svg class=\"chart\" viewBox=\"0 0 " + WIDTH + " " + (HEIGHT + BOTTOM) + "\"")
        .append(" role=\"img\" aria-label=\"Requests by hour\">");
    for (int i = 0; i <= 2; i++) {
      double y = y(top * i / 2.0, top);
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
              LEFT,
              WIDTH,
              y,
              y,
              LEFT - 8,
              y + 4,
              Text.count(top * i / 2)));
    }
    double slot = (double) (WIDTH - LEFT) / HOURS;
    for (int hour = 0; hour < HOURS; hour += 3) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text class=\"middle\" x=\"%.1f\" y=\"%d\">%02d:00</text>",
              LEFT + (hour + 0.5) * slot,
              HEIGHT + 18,
              hour));
    }
    for (DayNumbers.Hour hour : hours) {
      int index = hour.start().atOffset(ZoneOffset.UTC).getHour();
      svg.append(bar(LEFT + index * slot + 2, slot - 4, index, hour.numbers(), top));
    }
    return svg.append("</svg>")
        .append("<p class=\"legend\"><i class=\"fine\"></i>fine <i class=\"client\"></i>4xx ")
        .append("<i class=\"server\"></i>5xx</p>")
        .toString();
  }

  private static String bar(double x, double width, int hour, Numbers numbers, long top) {
    long fine = numbers.requests() - numbers.errors();
    return String.format(
            Locale.ROOT,
            "<g><title>%02d:00–%02d:00  %s requests, %s 4xx, %s 5xx, p95 %s</title>",
            hour,
            hour + 1,
            Text.count(numbers.requests()),
            Text.count(numbers.clientErrors()),
            Text.count(numbers.serverErrors()),
            Text.ms(numbers.p95Ms()))
        + piece("fine", x, width, 0, fine, top)
        + piece("client", x, width, fine, fine + numbers.clientErrors(), top)
        + piece("server", x, width, fine + numbers.clientErrors(), numbers.requests(), top)
        + "</g>";
  }

  private static String piece(String kind, double x, double width, long from, long to, long top) {
    if (from == to) {
      return "";
    }
    double high = y(to, top);
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.2f\"/>",
        kind,
        x,
        high,
        width,
        y(from, top) - high);
  }

  private static double y(double value, long top) {
    return TOP + (HEIGHT - TOP) * (1 - value / top);
  }

  /** The next of 2, 4, 10, 20, 40, 100 and so on: half of it is a whole number. */
  private static long roundUp(long most) {
    long power = 1;
    while (power * 10 < most) {
      power *= 10;
    }
    for (long factor : new long[] {2, 4, 6, 8, 10}) {
      if (power * factor >= most) {
        return power * factor;
      }
    }
    return most;
  }
}
