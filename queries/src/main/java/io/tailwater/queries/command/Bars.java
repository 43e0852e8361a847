package io.tailwater.queries.command;

import io.tailwater.queries.terminal.Sparkline;
import java.util.Arrays;
import java.util.List;

/** Numbers as lengths of bars or heights of columns, in characters. */
final class Bars {
  private static final String PARTS = " ▏▎▍▌▋▊▉█";
  private static final int EIGHTHS = 8;

  private final boolean unicode;

  Bars(boolean unicode) {
    this.unicode = unicode;
  }

  /**
   * A bar; whatever is more than nothing has at least the thinnest one.
   *
   * @param most the number that has the whole width
   */
  String bar(long number, long most, int width) {
    if (number <= 0) {
      return "";
    }
    double share = (double) number / most;
    if (!unicode) {
      return "#".repeat((int) Math.max(1, Math.round(share * width)));
    }
    int eighths = (int) Math.max(1, Math.round(share * width * EIGHTHS));
    int rest = eighths % EIGHTHS;
    return "█".repeat(eighths / EIGHTHS) + (rest == 0 ? "" : PARTS.charAt(rest));
  }

  /** One column a number, a blank for none; where there are more than the width, sums of some. */
  String spark(long[] numbers, int width) {
    int together = Math.max(1, (numbers.length + width - 1) / width);
    long[] columns = new long[(numbers.length + together - 1) / together];
    long most = 1;
    for (int i = 0; i < numbers.length; i++) {
      columns[i / together] += numbers[i];
      most = Math.max(most, columns[i / together]);
    }
    List<Double> heights = Arrays.stream(columns).mapToObj(column -> (double) column).toList();
    return new Sparkline(unicode).of(heights, most);
  }
}
