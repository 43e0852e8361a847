package io.tailwater.queries.terminal;

/** How many columns of a terminal a character takes. */
final class Glyphs {
  /** First and last of the ranges that take two. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f},
    {0x2e80, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff00, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1faff},
    {0x20000, 0x3fffd},
  };

  private Glyphs() {}

  static int width(int character) {
    switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {
        for (int[] range : WIDE) {
          if (character >= range[0] && character <= range[1]) {
            return 2;
          }
        }
        return 1;
      }
    }
  }
}
