package io.tailwater.queries.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares of columns as colours or, where there is no scale of colours, as shades. With colours a
 * line holds two rows, the upper one being the ink of half a block and the lower one its ground.
 */
public final class HeatmapRows {
  /** From little to much, as bright as it is much, for all eyes: those of viridis. */
  private static final List<Colour> SCALE =
      List.of(
          new Colour(0x443a83, 34),
          new Colour(0x31688e, 34),
          new Colour(0x21918c, 36),
          new Colour(0x5ec962, 32),
          new Colour(0xfde725, 33));

  private static final String SHADES = " ░▒▓█";
  private static final String ASCII_SHADES = " .:+#";

  private final TerminalColours colours;
  private final boolean unicode;

  /**
   * @param unicode whether block characters can be shown
   */
  public HeatmapRows(TerminalColours colours, boolean unicode) {
    this.colours = colours;
    this.unicode = unicode;
  }

  /** How many rows a line holds. */
  public int rowsALine() {
    return colours.haveScales() && unicode ? 2 : 1;
  }

  /**
   * The lines, the last rows first, so that numbers rise.
   *
   * @param shares of each column the share of each row, 0 to 1
   * @param rows how many there are
   * @param wide how many characters a column takes
   */
  public List<Line> draw(double[][] shares, int rows, int wide) {
    List<Line> lines = new ArrayList<>();
    // An odd row is at the top, alone in its line.
    for (int row = rows - 1 - (rows - 1) % rowsALine(); row >= 0; row -= rowsALine()) {
      Line line = new Line();
      for (double[] column : shares) {
        boolean pair = rowsALine() == 2;
        double upper = !pair ? 0 : row + 1 < rows ? column[row + 1] : 0;
        line.add(pair ? halves(upper, column[row], wide) : whole(column[row], wide));
      }
      lines.add(line);
    }
    return lines;
  }

  /** What the scale looks like from little to much. */
  public Line scale(int wide) {
    Line line = new Line();
    for (int i = 0; i < wide; i++) {
      double strength = (i + 1.0) / wide;
      line.add(whole(strength * strength, 1));
    }
    return line;
  }

  private static Line halves(double upper, double lower, int wide) {
    if (upper <= 0 && lower <= 0) {
      return new Line().add(" ".repeat(wide));
    }
    if (upper <= 0) {
      return Line.of("▄".repeat(wide), Style.of(colour(lower)));
    }
    Colour ground = lower <= 0 ? null : colour(lower);
    return Line.of("▀".repeat(wide), Style.of(colour(upper), ground));
  }

  private Line whole(double share, int wide) {
    if (share > 0 && colours.haveScales()) {
      return Line.of(" ".repeat(wide), Style.of(null, colour(share)));
    }
    String shades = unicode ? SHADES : ASCII_SHADES;
    int shade = (int) Math.ceil(strength(share) * (shades.length() - 1));
    return new Line().add(shades.substring(shade, shade + 1).repeat(wide));
  }

  /** A root: one slow request among a hundred is to be seen beside the crowd. */
  private static double strength(double share) {
    return Math.sqrt(Math.min(1, Math.max(0, share)));
  }

  private static Colour colour(double share) {
    double at = strength(share) * (SCALE.size() - 1);
    int below = Math.min((int) at, SCALE.size() - 2);
    return Colour.between(SCALE.get(below), SCALE.get(below + 1), at - below);
  }
}
