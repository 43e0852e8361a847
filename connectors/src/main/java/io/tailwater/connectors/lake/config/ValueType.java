package io.tailwater.connectors.lake.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of one value is read.
 *
 * @param name name of the type in the docs
 * @param want what the text must be, to follow "must be"
 * @param parse the value of a text; empty when the text is not what it must be
 */
record ValueType<T>(String name, String want, Function<String, Optional<T>> parse) {
  static final ValueType<String> TEXT = new ValueType<>("text", "text", Optional::of);
  static final ValueType<Secret> SECRET =
      new ValueType<>("secret", "a secret", text -> Optional.of(new Secret(text)));
  static final ValueType<Duration> DURATION =
      new ValueType<>(
          "duration",
          "a whole number with its unit (ms, s, m, h or d), such as 30s or 400d",
          Durations::parse);
  static final ValueType<Long> SIZE =
      new ValueType<>(
          "size", "a whole number with its unit (B, KiB, MiB or GiB), such as 64MiB", Sizes::parse);
  static final ValueType<Integer> INTEGER =
      new ValueType<>(
          "integer",
          "a whole number",
          text -> text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty());
  static final ValueType<Double> SHARE =
      new ValueType<>(
          "share",
          "a number from 0 to 1, such as 0.01",
          text ->
              text.matches("[01]|0?\\.\\d{1,9}|1\\.0+")
                  ? Optional.of(Double.valueOf(text))
                  : Optional.empty());
  static final ValueType<Double> NUMBER =
      new ValueType<>(
          "number",
          "a number, 0 or more, such as 20 or 0.5",
          text ->
              text.matches("\\d{1,9}(\\.\\d{1,9})?")
                  ? Optional.of(Double.valueOf(text))
                  : Optional.empty());
  static final ValueType<Boolean> BOOLEAN =
      new ValueType<>(
          "boolean",
          "true or false",
          text ->
              text.equals("true") || text.equals("false")
                  ? Optional.of(Boolean.valueOf(text))
                  : Optional.empty());
  static final ValueType<ZoneId> ZONE =
      new ValueType<>(
          "time zone", "a time zone such as UTC, Europe/Berlin or +05:30", ValueType::zone);
  static final ValueType<ListenAddress> LISTEN =
      new ValueType<>(
          "host:port", "host:port such as 127.0.0.1:8080 or [::1]:8080", ValueType::listen);

  static final ValueType<Character> DELIMITER =
      new ValueType<>("character", "a character such as , or ;, or tab", ValueType::delimiter);
  static final ValueType<FieldMeaning> MEANING = choice(FieldMeaning.class).called("meaning");

  /** The same under a name that fits into the docs' table. */
  private ValueType<T> called(String other) {
    return new ValueType<>(other, want, parse);
  }

  /** One of the constants of an enum, written in lower case. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(ValueType::spell).collect(Collectors.toList());
    return new ValueType<>(
        String.join(" | ", names),
        oneOf(names),
        text ->
            names.contains(text)
                ? Optional.of(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)))
                : Optional.empty());
  }

  /** One fixed text. */
  static ValueType<String> only(String text, String want) {
    return new ValueType<>(
        text, want, got -> got.equals(text) ? Optional.of(got) : Optional.empty());
  }

  static String spell(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String oneOf(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static Optional<ZoneId> zone(String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  private static Optional<Character> delimiter(String text) {
    String one = text.equals("tab") ? "\t" : text;
    boolean fits =
        one.length() == 1
            && one.charAt(0) <= '~'
            && !Character.isLetterOrDigit(one.charAt(0))
            && one.charAt(0) != '"';
    return fits ? Optional.of(one.charAt(0)) : Optional.empty();
  }

  private static Optional<ListenAddress> listen(String text) {
    try {
      return Optional.of(ListenAddress.parse(text));
    } catch (ConfigException malformed) {
      return Optional.empty();
    }
  }
}
