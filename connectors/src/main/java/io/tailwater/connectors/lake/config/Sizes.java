package io.tailwater.connectors.lake.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the configuration writes them: one whole number and its unit, {@code 64MiB}. */
public final class Sizes {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)");

  private Sizes() {}

  /** The bytes that the text writes; empty when it has no unit or is none. */
  public static Optional<Long> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    int shift =
        switch (shape.group(2)) {
          case "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    return Optional.of(Long.parseLong(shape.group(1)) << shift);
  }

  /** The size in the largest unit that writes it as a whole number. */
  public static String text(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    long amount = bytes;
    while (unit < units.length - 1 && amount != 0 && amount % 1024 == 0) {
      amount /= 1024;
      unit++;
    }
    return amount + units[unit];
  }
}
