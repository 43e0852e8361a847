package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.erase.WhereToken.Kind;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.config.Nearest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/** Columns of {@code events} and their values, as users write them. */
final class EventColumn {
  private static final String A_NUMBER = "a number";
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern NUMBER = Pattern.compile(WhereToken.NUMBER);

  private EventColumn() {}

  /** The column that a piece of a predicate names. */
  static NestedField of(Schema schema, WhereToken got) {
    if (got.kind() != Kind.WORD && got.kind() != Kind.NAME) {
      throw WhereParser.wrong(got.at(), "wants a column of events, got " + got.describe());
    }
    NestedField column = schema.asStruct().field(got.text());
    if (column == null) {
      throw WhereParser.wrong(got.at(), unknown(schema, got.text()));
    }
    return column;
  }

  static String unknown(Schema schema, String name) {
    List<String> known = schema.columns().stream().map(NestedField::name).toList();
    return "events has no column '"
        + name
        + "'; the nearest one is '"
        + Nearest.to(name, known)
        + "'";
  }

  /**
   * A value as Iceberg compares it: times in epoch microseconds. Empty when the text is none of the
   * column's type.
   *
   * @param quoted whether it was written as a text
   */
  static Optional<Object> value(NestedField column, String text, boolean quoted) {
    try {
      return switch (column.type().typeId()) {
        case STRING -> quoted ? Optional.of(text) : Optional.empty();
        case INTEGER -> quoted ? Optional.empty() : Optional.of(Integer.valueOf(text));
        case LONG -> quoted ? Optional.empty() : Optional.of(Long.valueOf(text));
        case DOUBLE ->
            quoted
                ? Optional.empty()
                : Optional.of(Double.valueOf(text)).filter(Double::isFinite).map(n -> (Object) n);
        case TIMESTAMP ->
            quoted ? Optional.of(Times.toMicros(OffsetDateTime.parse(text))) : Optional.empty();
        default -> Optional.empty();
      };
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What a value of a column is to be. */
  static String wants(NestedField column) {
    return switch (column.type().typeId()) {
      case STRING -> "a text in single quotes";
      case INTEGER -> wholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE);
      case DOUBLE -> A_NUMBER;
      case TIMESTAMP -> "a time in single quotes, as '2026-11-26T12:00:00Z'";
      default -> "null";
    };
  }

  private static String wholeNumber(long least, long most) {
    return "a whole number from " + least + " to " + most;
  }

  /**
   * What to call a value that is not as a column wants it. It is not repeated: it may be what is to
   * be erased.
   *
   * @param quoted whether it was written as a text
   */
  static String got(NestedField column, String text, boolean quoted) {
    TypeID type = column.type().typeId();
    boolean wantsWhole = type == TypeID.INTEGER || type == TypeID.LONG;
    if ((!wantsWhole && type != TypeID.DOUBLE) || !kindOf(text, quoted).equals(A_NUMBER)) {
      return kindOf(text, quoted);
    }
    if (wantsWhole && !WHOLE.matcher(text).matches()) {
      return "a number with a fraction or an exponent";
    }
    return text.startsWith("-") ? "a smaller one" : "a larger one";
  }

  /** What to call a value of whatever column. */
  static String kindOf(String text, boolean quoted) {
    if (!quoted && text.equals("null")) {
      return "null";
    }
    return quoted || !NUMBER.matcher(text).matches() ? "a text" : A_NUMBER;
  }
}
