package io.tailwater.queries.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Columns that are made of parts, several lines high, an eighth of a line being the least that can
 * be seen. Without colours a column is as high, but its parts cannot be told apart.
 */
public final class StackedColumns {
  private static final int EIGHTHS = 8;

  private final List<Colour> parts;
  private final boolean unicode;

  /**
   * @param parts colour of each part, the lowest one first
   * @param unicode whether block characters can be shown
   */
  public StackedColumns(List<Colour> parts, boolean unicode) {
    this.parts = parts;
    this.unicode = unicode;
  }

  /**
   * The lines, the highest first.
   *
   * @param columns the numbers of each column's parts
   * @param most the sum that has the whole height
   * @param lines height
   * @param wide how many characters a column takes
   */
  public List<Line> draw(long[][] columns, long most, int lines, int wide) {
    List<Line> drawn = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      drawn.add(new Line());
    }
    for (long[] column : columns) {
      int[] eighths = eighths(column, most, lines * EIGHTHS);
      for (int i = 0; i < lines; i++) {
        int from = i * EIGHTHS;
        int[] part = Arrays.copyOfRange(eighths, from, from + EIGHTHS);
        cell(drawn.get(lines - 1 - i), part, wide);
      }
    }
    return drawn;
  }

  /** The part that each eighth of a column belongs to, from below; -1 above the column. */
  private static int[] eighths(long[] column, long most, int height) {
    int[] parts = new int[height];
    Arrays.fill(parts, -1);
    int at = 0;
    long sum = 0;
    for (int part = 0; part < column.length; part++) {
      sum += column[part];
      boolean last = part == column.length - 1;
      // Whatever is more than nothing is seen, but a part of it only in its proportion.
      int least = last && sum > 0 ? 1 : 0;
      int end = (int) Math.max(least, Math.round((double) sum * height / Math.max(1, most)));
      for (; at < Math.min(end, height); at++) {
        parts[at] = part;
      }
    }
    return parts;
  }

  private void cell(Line line, int[] eighths, int wide) {
    int filled = (int) Arrays.stream(eighths).filter(part -> part >= 0).count();
    if (filled == 0) {
      line.add(" ".repeat(wide));
      return;
    }
    int lower = eighths[0];
    int height = (int) Arrays.stream(eighths).filter(part -> part == lower).count();
    if (height < filled && filled == EIGHTHS && unicode) {
      Style both = Style.of(parts.get(lower), parts.get(eighths[EIGHTHS - 1]));
      line.add(glyph(height).repeat(wide), both);
      return;
    }
    // There is one ink for the part that is filled: that of the larger part.
    int main = 2 * height >= filled ? lower : eighths[filled - 1];
    line.add(glyph(filled).repeat(wide), Style.of(parts.get(main)));
  }

  private String glyph(int height) {
    String heights = unicode ? Sparkline.HEIGHTS : Sparkline.ASCII_HEIGHTS;
    return heights.substring(height - 1, height);
  }
}
