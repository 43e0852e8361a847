package io.tailwater.connectors.lake;

import java.util.regex.Pattern;

/** Text that somebody else chose, such as the name of a file, made fit for a terminal. */
public final class Printable {
  /** Of ASCII and of Latin-1: U+009B begins a sequence as escape and bracket do. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

  private Printable() {}

  /** One line, without control characters, which a terminal would obey. */
  public static String line(String text) {
    return CONTROL.matcher(text).replaceAll("·");
  }
}
