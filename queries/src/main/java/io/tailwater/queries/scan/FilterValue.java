package io.tailwater.queries.scan;

import io.tailwater.queries.api.BadParameterException;
import io.tailwater.queries.api.TimeText;
import io.tailwater.queries.lake.Micros;
import java.time.Instant;
import java.util.Locale;
import org.apache.iceberg.types.Types.NestedField;

/**
 * A value of a filter, as the type of its column has it.
 *
 * @param forIceberg how Iceberg takes it
 * @param forDuckDb how DuckDB takes it
 * @param place index of its first character
 */
record FilterValue(Object forIceberg, Object forDuckDb, int place) {

  /**
   * Reads the value that a column is compared with.
   *
   * @throws FilterException when it is not of the column's type
   */
  static FilterValue of(Token token, NestedField column, Instant now) {
    return switch (column.type().typeId()) {
      case STRING ->
          token.kind() == Token.Kind.TEXT
              ? both(token.text(), token)
              : refuse(token, column, "a text in single quotes");
      case INTEGER, LONG -> whole(token, column);
      case FLOAT, DOUBLE -> decimal(token, column);
      case BOOLEAN -> truth(token, column);
      case TIMESTAMP -> time(token, column, now);
      default ->
          throw new FilterException(
              token.place(),
              "a value for " + column.name(),
              "another column: of " + column.type() + " only is null can be asked");
    };
  }

  private static FilterValue whole(Token token, NestedField column) {
    try {
      return token.kind() == Token.Kind.NUMBER
          ? both(Long.valueOf(token.text()), token)
          : refuse(token, column, "a whole number");
    } catch (NumberFormatException e) {
      return refuse(token, column, "a whole number");
    }
  }

  private static FilterValue decimal(Token token, NestedField column) {
    try {
      return token.kind() == Token.Kind.NUMBER
          ? both(Double.valueOf(token.text()), token)
          : refuse(token, column, "a number");
    } catch (NumberFormatException e) {
      return refuse(token, column, "a number");
    }
  }

  private static FilterValue truth(Token token, NestedField column) {
    return token.is("true") || token.is("false")
        ? both(Boolean.valueOf(token.text().toLowerCase(Locale.ROOT)), token)
        : refuse(token, column, "true or false");
  }

  private static FilterValue time(Token token, NestedField column, Instant now) {
    if (token.kind() != Token.Kind.TEXT) {
      return refuse(token, column, "a time in single quotes, such as '2026-01-31'");
    }
    try {
      Instant time = TimeText.parse(column.name(), token.text(), now);
      return new FilterValue(Micros.of(time), time, token.place());
    } catch (BadParameterException e) {
      return refuse(token, column, "a time such as '2026-01-01T00:00:00Z', a date, or 'now-6h'");
    }
  }

  private static FilterValue both(Object value, Token token) {
    return new FilterValue(value, value, token.place());
  }

  private static FilterValue refuse(Token token, NestedField column, String want) {
    throw new FilterException(token.place(), token.shown(), want + " for " + column.name());
  }
}
