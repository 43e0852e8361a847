package io.tailwater.queries.command;

import io.tailwater.queries.terminal.Colour;
import io.tailwater.queries.terminal.Style;
import java.util.List;

/** Colours of the picture, the page's, in tones that can be read on black and on white. */
final class TopColours {
  static final Colour GOOD = new Colour(0x2fa36b, 32);
  static final Colour LATE = new Colour(0xc98a1b, 33);
  static final Colour BAD = new Colour(0xe0523f, 31);
  static final Colour OK = new Colour(0x5b94cf, 34);
  static final Colour MOVED = new Colour(0x9dbbd8, 36);
  static final Colour CLIENT = new Colour(0xe8a33d, 33);
  static final Colour REST = new Colour(0x8a94a0, 37);

  /** Classes of status from below: errors stand on the ground, where their heights compare. */
  static final List<String> CLASSES = List.of("5xx", "4xx", "3xx", "2xx");

  /** Of each class, and of requests without one. */
  static final List<Colour> OF_CLASSES = List.of(BAD, CLIENT, MOVED, OK, REST);

  private static final double MANY = 0.05;
  private static final double SOME = 0.01;
  private static final double NOTABLE = 0.1;

  private TopColours() {}

  /** A share of errors, as other tables show it. */
  static Style ofErrors(Double ratio) {
    if (ratio == null || ratio < SOME) {
      return Style.PLAIN;
    }
    return Style.of(ratio < MANY ? LATE : BAD);
  }

  /**
   * A change; only of what should not grow there is better and worse, and not by a little.
   *
   * @param shouldNotGrow false for requests
   */
  static Style ofChange(Double now, Double before, boolean shouldNotGrow) {
    if (!shouldNotGrow || now == null || before == null) {
      return Style.DIM;
    }
    if (now > before * (1 + NOTABLE)) {
      return Style.of(BAD);
    }
    return now < before * (1 - NOTABLE) ? Style.of(GOOD) : Style.DIM;
  }
}
