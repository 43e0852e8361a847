package io.tailwater.queries.command;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how many of something a second: {@code 5000}, {@code 1.5MB}, {@code 20MiB}. */
final class Rate {
  private static final Pattern SHAPE =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)(B|kB|MB|GB|KiB|MiB|GiB)?(?:/s)?");
  private static final Map<String, Double> UNITS =
      Map.of(
          "B", 1.0, "kB", 1e3, "MB", 1e6, "GB", 1e9, "KiB", 0x1p10, "MiB", 0x1p20, "GiB", 0x1p30);

  private Rate() {}

  /** The number a second; empty for anything else. */
  static Optional<Double> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Optional.of(
            Double.parseDouble(shape.group(1))
                * (shape.group(2) == null ? 1 : UNITS.get(shape.group(2))))
        : Optional.empty();
  }
}
