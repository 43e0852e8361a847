package io.tailwater.queries.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Status codes from {@code least} to {@code most}, both included, as a log line may have them: 100
 * to 599.
 *
 * @param least smallest
 * @param most largest
 */
record StatusRange(int least, int most) {
  private static final Pattern SHAPE =
      Pattern.compile("([1-5])xx|([1-5]\\d\\d)(?:-([1-5]\\d\\d))?");

  /** Reads {@code 503}, {@code 5xx} or {@code 400-499}. */
  static StatusRange parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (shape.matches()) {
      if (shape.group(1) != null) {
        int hundred = Integer.parseInt(shape.group(1)) * 100;
        return new StatusRange(hundred, hundred + 99);
      }
      int least = Integer.parseInt(shape.group(2));
      int most = shape.group(3) == null ? least : Integer.parseInt(shape.group(3));
      if (least <= most) {
        return new StatusRange(least, most);
      }
    }
    throw new BadParameterException(
        "status",
        "'status' wants a code as 503, a class as 5xx or a range as 400-499, from 100 to 599, got '"
            + text
            + "'");
  }
}
