package io.tailwater.queries.http;

import io.tailwater.queries.Text;
import io.tailwater.queries.api.DayNumbers;
import io.tailwater.queries.api.Numbers;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Requests of each hour as bars: the fine ones, then client errors, then server errors on top. The
 * drawing stretches with the page and so holds no text; the labels around it keep their size.
 */
final class HourChart {
  private static final int HOURS = 24;
  private static final int HOURS_A_LABEL = 3;
  private static final int HEIGHT = 100;
  private static final double GAP = 0.1;

  private HourChart() {}

  static String render(List<DayNumbers.Hour> hours) {
    long most = hours.stream().mapToLong(hour -> hour.numbers().requests()).max().orElse(0);
    long top = roundUp(Math.max(1, most));
    StringBuilder html = new StringBuilder("<div class=\"chart\"><div class=\"scale\">");
    for (int half = 2; half >= 0; half--) {
      html.append("<span>").append(Text.count(top * half / 2)).append("</span>");
    }
    html.append("</div><svg viewBox=\"0 0 " + HOURS + " " + HEIGHT + "\"")
        .append(" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"Requests by hour\">");
    for (int half = 0; half <= 2; half++) {
      int y = HEIGHT * half / 2;
      html.append("<line x1=\"0\" x2=\"" + HOURS + "\" y1=\"" + y + "\" y2=\"" + y + "\"/>");
    }
    for (DayNumbers.Hour hour : hours) {
      html.append(bar(hour.start().atOffset(ZoneOffset.UTC).getHour(), hour.numbers(), top));
    }
    html.append("</svg><div class=\"hours\">");
    for (int hour = 0; hour < HOURS; hour += HOURS_A_LABEL) {
      html.append(String.format(Locale.ROOT, "<span>%02d:00</span>", hour));
    }
    return html.append("</div></div><p class=\"legend\"><span><i class=\"fine\"></i>fine</span>")
        .append("<span><i class=\"client\"></i>4xx</span>")
        .append("<span><i class=\"server\"></i>5xx</span></p>")
        .toString();
  }

  private static String bar(int hour, Numbers numbers, long top) {
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
        + piece("fine", hour, 0, fine, top)
        + piece("client", hour, fine, fine + numbers.clientErrors(), top)
        + piece("server", hour, fine + numbers.clientErrors(), numbers.requests(), top)
        + "</g>";
  }

  private static String piece(String kind, int hour, long from, long to, long top) {
    if (from == to) {
      return "";
    }
    double high = y(to, top);
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.2f\" y=\"%.3f\" width=\"%.2f\" height=\"%.3f\"/>",
        kind,
        hour + GAP / 2,
        high,
        1 - GAP,
        y(from, top) - high);
  }

  private static double y(double value, long top) {
    return HEIGHT * (1 - value / top);
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
