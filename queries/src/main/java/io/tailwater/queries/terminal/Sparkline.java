package io.tailwater.queries.terminal;

import java.util.List;

/** Numbers as heights of columns, a character each. */
public final class Sparkline {
  static final String HEIGHTS = "▁▂▃▄▅▆▇█";
  static final String ASCII_HEIGHTS = "_.:-=+*#";

  private final String heights;

  /**
   * @param unicode whether block characters can be shown; else ASCII takes their place
   */
  public Sparkline(boolean unicode) {
    heights = unicode ? HEIGHTS : ASCII_HEIGHTS;
  }

  /**
   * A column for each number; a blank for null and for nothing, and for whatever is more at least
   * the lowest.
   *
   * @param most the number that has the whole height
   */
  public String of(List<Double> numbers, double most) {
    StringBuilder line = new StringBuilder();
    for (Double number : numbers) {
      line.append(number == null || number <= 0 ? ' ' : glyph(number / most));
    }
    return line.toString();
  }

  private char glyph(double share) {
    int height = (int) Math.ceil(share * heights.length());
    return heights.charAt(Math.min(Math.max(height, 1), heights.length()) - 1);
  }
}
