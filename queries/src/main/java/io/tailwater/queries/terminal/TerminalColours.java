package io.tailwater.queries.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What colours there are where something is shown, fewest first. */
public enum TerminalColours {
  /** It is no terminal: no sequence may be written at all. */
  NONE,
  /** Bold, faint and reversed, since the reader wants no colours. */
  MONOCHROME,
  /** The sixteen that have names. */
  BASIC,
  /** 256. */
  PALETTE,
  /** Any, a byte each for red, green and blue. */
  FULL;

  /** By the variables of a process whose output is a terminal. */
  public static TerminalColours of(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT);
    String more = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
    if (term.equals("dumb")) {
      return NONE;
    }
    if (environment.containsKey("NO_COLOR")) {
      return MONOCHROME;
    }
    if (more.equals("truecolor") || more.equals("24bit") || term.endsWith("-direct")) {
      return FULL;
    }
    return term.contains("256color") ? PALETTE : BASIC;
  }

  /** Whether there are enough of them for a scale. */
  public boolean haveScales() {
    return compareTo(PALETTE) >= 0;
  }

  /** Whether one thing can be told from another by them. */
  public boolean haveHues() {
    return compareTo(BASIC) >= 0;
  }

  /** A text in a style, and the terminal's own behind it. */
  String over(String text, Style style) {
    List<String> codes = new ArrayList<>();
    if (this != NONE) {
      if (style.bold()) {
        codes.add("1");
      }
      if (style.dim()) {
        codes.add("2");
      }
      if (style.reversed()) {
        codes.add("7");
      }
    }
    if (haveHues()) {
      if (style.ink() != null) {
        codes.add(code(style.ink(), 0));
      }
      if (style.ground() != null) {
        codes.add(code(style.ground(), 10));
      }
    }
    return codes.isEmpty() ? text : "\033[" + String.join(";", codes) + "m" + text + "\033[0m";
  }

  /**
   * What makes it the colour of what is written.
   *
   * @param shift 0 for the ink, 10 for the ground
   */
  private String code(Colour colour, int shift) {
    int rgb = colour.rgb();
    return switch (this) {
      case FULL ->
          (38 + shift) + ";2;" + (rgb >> 16 & 0xff) + ";" + (rgb >> 8 & 0xff) + ";" + (rgb & 0xff);
      case PALETTE -> (38 + shift) + ";5;" + colour.palette();
      default -> Integer.toString(colour.basic() + shift);
    };
  }
}
