package io.tailwater.connectors.tail.file;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name taken apart: {@code access.log-20260910.2.gz} is the file {@code access.log},
 * rotated on a day, the second of it, packed.
 *
 * <p>Recognised after the base name: numbers ({@code .1}), dates with or without a time ({@code
 * -20260910}, {@code .2026-09-10}, {@code -20260910-1432}, {@code -1789000000}), a date with a
 * number, and any of them packed.
 *
 * @param base the name that the log is written under
 * @param date digits of the date, "" without one
 * @param number the number; null without one
 * @param codec how the file is packed
 */
record RotationName(String base, String date, Long number, Codec codec) {

  private static final Pattern ROTATED =
      Pattern.compile(
          "(?<base>.+?)"
              + "(?:[-._](?<date>\\d{4}-\\d{2}-\\d{2}(?:[-T_.]\\d{2}[-:]?\\d{2}(?:[-:]?\\d{2})?)?"
              + "|\\d{8}(?:[-T_]?\\d{2,6})?|\\d{10}))?"
              + "(?:\\.(?<number>\\d{1,7}))?");

  /**
   * Oldest first: a number alone counts up with age, a number within a day counts down with it, and
   * the file that is being written comes last.
   */
  static final Comparator<RotationName> OLDEST_FIRST =
      Comparator.comparing((RotationName name) -> !name.rotated())
          .thenComparing(name -> name.date().isEmpty())
          .thenComparing(RotationName::date)
          .thenComparing(RotationName::ageOrder);

  static RotationName parse(String fileName) {
    Codec codec = Codec.ofName(fileName);
    if (codec == Codec.NONE && !endsInDigit(fileName)) {
      // Dates and numbers do, so this is the name that a log is written under, as most are.
      return new RotationName(fileName, "", null, codec);
    }
    String unpacked = fileName.substring(0, fileName.length() - codec.suffix().length());
    Matcher matcher = ROTATED.matcher(unpacked);
    if (!matcher.matches() || !namesALog(matcher.group("base"))) {
      return new RotationName(fileName, "", null, codec);
    }
    String date = matcher.group("date");
    String number = matcher.group("number");
    if (date == null && number == null && codec != Codec.NONE) {
      return new RotationName(unpacked, "", null, codec);
    }
    return new RotationName(
        matcher.group("base"),
        date == null ? "" : date.replaceAll("\\D", ""),
        number == null ? null : Long.valueOf(number),
        codec);
  }

  /** Of a pin: the name of the file that it pins. */
  static RotationName ofFile(Path path) {
    return parse(PinName.fileOf(path).getFileName().toString());
  }

  private static boolean endsInDigit(String name) {
    char last = name.isEmpty() ? ' ' : name.charAt(name.length() - 1);
    return last >= '0' && last <= '9';
  }

  private static boolean namesALog(String base) {
    return base.chars().anyMatch(Character::isLetter);
  }

  boolean rotated() {
    return number != null || !date.isEmpty() || codec != Codec.NONE;
  }

  private long ageOrder() {
    if (number == null) {
      return 0;
    }
    return date.isEmpty() ? -number : number;
  }
}
