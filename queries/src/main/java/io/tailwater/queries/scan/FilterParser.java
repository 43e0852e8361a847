package io.tailwater.queries.scan;

import io.tailwater.queries.lake.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads conditions such as {@code service = 'web' and status >= 500 and not path like '/health%'}:
 * {@code and}, {@code or}, {@code not}, brackets, comparisons, {@code in}, {@code between}, {@code
 * is null} and {@code like} with a beginning. A column whose name is a word of these stands in
 * double quotes.
 */
public final class FilterParser {
  private static final int DEEPEST = 100;

  private final Schema columns;
  private final Instant now;
  private final List<Token> tokens;
  private int next;
  private int depth;

  private FilterParser(String filter, Schema columns, Instant now) {
    this.columns = columns;
    this.now = now;
    this.tokens = Token.of(filter);
  }

  /**
   * Reads a condition.
   *
   * @param columns those that it may name
   * @param now what {@code now} means in a time
   * @throws FilterException where it cannot be read
   */
  public static RowFilter parse(String filter, Schema columns, Instant now) {
    FilterParser parser = new FilterParser(filter, columns, now);
    RowFilter read = parser.or();
    Token rest = parser.peek();
    if (rest.kind() != Token.Kind.END) {
      throw new FilterException(rest.place(), rest.shown(), "and, or, or nothing more");
    }
    return read;
  }

  private RowFilter or() {
    RowFilter left = and();
    while (accept("or")) {
      left = left.or(and());
    }
    return left;
  }

  private RowFilter and() {
    RowFilter left = not();
    while (accept("and")) {
      left = left.and(not());
    }
    return left;
  }

  private RowFilter not() {
    if (++depth > DEEPEST) {
      throw new FilterException(peek().place(), "one bracket too many", "less deep a nesting");
    }
    RowFilter read;
    if (accept("not")) {
      read = not().not();
    } else if (accept("(")) {
      read = or();
      expect(")", "and, or, or the closing bracket");
    } else {
      read = predicate();
    }
    depth--;
    return read;
  }

  private RowFilter predicate() {
    NestedField column = column();
    if (accept("is")) {
      boolean not = accept("not");
      expect("null", "null or not null");
      RowFilter isNull =
          new RowFilter(Expressions.isNull(column.name()), Sql.of(quoted(column) + " IS NULL"));
      return not ? isNull.not() : isNull;
    }
    boolean not = accept("not");
    RowFilter read;
    if (accept("in")) {
      read = in(column);
    } else if (accept("between")) {
      FilterValue least = value(column);
      expect("and", "and, then the greatest value");
      read = comparison(column, ">=", least).and(comparison(column, "<=", value(column)));
    } else if (accept("like")) {
      read = like(column);
    } else {
      Token sign = take();
      if (not || sign.kind() != Token.Kind.SIGN || "(),".contains(sign.text())) {
        throw new FilterException(
            sign.place(),
            sign.shown(),
            not
                ? "in, between or like"
                : "a comparison (=, <>, <, <=, >, >=, in, between, is, like)");
      }
      read = comparison(column, sign.text(), value(column));
    }
    return not ? read.not() : read;
  }

  private RowFilter comparison(NestedField column, String sign, FilterValue value) {
    String name = column.name();
    Object bound = value.forIceberg();
    Expression expression =
        switch (sign) {
          case "=" -> Expressions.equal(name, bound);
          case "<>", "!=" -> Expressions.notEqual(name, bound);
          case "<" -> Expressions.lessThan(name, bound);
          case "<=" -> Expressions.lessThanOrEqual(name, bound);
          case ">" -> Expressions.greaterThan(name, bound);
          case ">=" -> Expressions.greaterThanOrEqual(name, bound);
          default ->
              throw new FilterException(
                  value.place(), "'" + sign + "' before it", "=, <>, <, <=, > or >=");
        };
    return new RowFilter(expression, Sql.of(quoted(column) + " " + sign + " ?", value.forDuckDb()));
  }

  private RowFilter in(NestedField column) {
    expect("(", "values in brackets");
    List<FilterValue> values = new ArrayList<>();
    do {
      values.add(value(column));
    } while (accept(","));
    expect(")", "a comma or the closing bracket");
    String marks = values.stream().map(v -> "?").collect(Collectors.joining(", "));
    return new RowFilter(
        Expressions.in(column.name(), values.stream().map(FilterValue::forIceberg).toArray()),
        Sql.of(
            quoted(column) + " IN (" + marks + ")",
            values.stream().map(FilterValue::forDuckDb).toArray()));
  }

  private RowFilter like(NestedField column) {
    Token pattern = peek();
    FilterValue value = value(column);
    String text = pattern.text();
    String beginning = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    if (pattern.kind() != Token.Kind.TEXT || beginning.contains("%") || beginning.contains("_")) {
      throw new FilterException(
          pattern.place(), pattern.shown(), "a beginning and a percent sign, such as '/api/%'");
    }
    if (beginning.equals(text)) {
      return comparison(column, "=", value);
    }
    return new RowFilter(
        Expressions.startsWith(column.name(), beginning),
        Sql.of("starts_with(" + quoted(column) + ", ?)", beginning));
  }

  private NestedField column() {
    Token name = take();
    boolean named = name.kind() == Token.Kind.WORD || name.kind() == Token.Kind.NAME;
    NestedField column = named ? columns.caseInsensitiveFindField(name.text()) : null;
    if (column == null || !column.type().isPrimitiveType() || name.text().contains(".")) {
      String names =
          columns.columns().stream()
              .filter(c -> c.type().isPrimitiveType())
              .map(NestedField::name)
              .collect(Collectors.joining(", "));
      throw new FilterException(name.place(), name.shown(), "a column: " + names);
    }
    return column;
  }

  private FilterValue value(NestedField column) {
    return FilterValue.of(take(), column, now);
  }

  private static String quoted(NestedField column) {
    return Sql.name(column.name());
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private boolean accept(String wanted) {
    if (peek().is(wanted)) {
      take();
      return true;
    }
    return false;
  }

  private void expect(String wanted, String want) {
    Token token = take();
    if (!token.is(wanted)) {
      throw new FilterException(token.place(), token.shown(), want);
    }
  }
}
