package io.tailwater.queries.terminal;

/**
 * A colour in the ways that terminals can be told it.
 *
 * @param rgb red, green and blue, a byte each: 0xRRGGBB
 * @param basic the nearest one of the sixteen that every terminal has, 30 to 37 or 90 to 97
 */
public record Colour(int rgb, int basic) {

  /** The grey that is as bright. */
  Colour grey() {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int level = (red * 3 + green * 6 + (rgb & 0xff)) / 10;
    return new Colour(level << 16 | level << 8 | level, 37);
  }

  /** Somewhere between two others; of those that a terminal has by name the nearer one. */
  static Colour between(Colour a, Colour b, double share) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = a.rgb >> shift & 0xff;
      int to = b.rgb >> shift & 0xff;
      rgb |= (int) Math.round(from + (to - from) * share) << shift;
    }
    return new Colour(rgb, share < 0.5 ? a.basic : b.basic);
  }

  /** The number of the nearest one in the cube of 6 x 6 x 6 that the palette of 256 has. */
  int palette() {
    return 16 + 36 * step(rgb >> 16 & 0xff) + 6 * step(rgb >> 8 & 0xff) + step(rgb & 0xff);
  }

  /** The cube's steps are 0, 95, 135, 175, 215 and 255. */
  private static int step(int value) {
    return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
  }
}
