package io.tailwater.queries.terminal;

/**
 * How a character looks.
 *
 * @param ink its colour; null for the terminal's own
 * @param ground what is behind it; null for the terminal's own
 * @param bold whether it is bold
 * @param dim whether it is fainter than others
 * @param reversed whether ink and ground change places
 */
public record Style(Colour ink, Colour ground, boolean bold, boolean dim, boolean reversed) {
  /** As the terminal writes by itself. */
  public static final Style PLAIN = new Style(null, null, false, false, false);

  public static final Style BOLD = new Style(null, null, true, false, false);
  public static final Style DIM = new Style(null, null, false, true, false);
  public static final Style REVERSED = new Style(null, null, false, false, true);

  /** In a colour. */
  public static Style of(Colour ink) {
    return new Style(ink, null, false, false, false);
  }

  /** In a colour before another one; either may be null. */
  public static Style of(Colour ink, Colour ground) {
    return new Style(ink, ground, false, false, false);
  }

  /** The same in bold. */
  public Style inBold() {
    return new Style(ink, ground, true, dim, reversed);
  }

  /** The same, fainter and in greys. */
  Style faded() {
    return new Style(
        ink == null ? null : ink.grey(), ground == null ? null : ground.grey(), false, true, false);
  }

  /** The same with ink and ground exchanged. */
  public Style inReverse() {
    return new Style(ink, ground, bold, dim, true);
  }
}
