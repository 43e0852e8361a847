package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.erase.WhereToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads a predicate as SQL writes it: comparisons, {@code in}, {@code is null}, {@code like} with a
 * {@code %} at its end, {@code and}, {@code or}, {@code not}, parentheses. What a row does not say
 * matches no comparison, as in SQL: {@code not} is taken down to the comparisons, and each of them
 * demands that its column is there.
 */
final class WhereParser {
  private static final Set<String> COMPARISONS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");
  private static final Set<TypeID> COMPARABLE =
      Set.of(TypeID.STRING, TypeID.INTEGER, TypeID.LONG, TypeID.DOUBLE, TypeID.TIMESTAMP);

  private final Schema schema;
  private final List<WhereToken> tokens;
  private int next;

  private WhereParser(Schema schema, List<WhereToken> tokens) {
    this.schema = schema;
    this.tokens = tokens;
  }

  /**
   * The predicate as Iceberg's expression.
   *
   * @throws IllegalArgumentException when it cannot be understood, with the position
   */
  static Expression parse(Schema schema, List<WhereToken> tokens) {
    WhereParser parser = new WhereParser(schema, tokens);
    Expression where = parser.or(false);
    if (parser.peek().kind() != Kind.END) {
      throw wrong(parser.peek(), "wants and, or or the end");
    }
    return where;
  }

  static IllegalArgumentException wrong(int at, String what) {
    return new IllegalArgumentException("--where, at character " + at + ": " + what);
  }

  private static IllegalArgumentException wrong(WhereToken got, String wants) {
    return wrong(got.at(), wants + ", got " + got.describe());
  }

  private Expression or(boolean negated) {
    Expression all = and(negated);
    while (take("or")) {
      Expression more = and(negated);
      all = negated ? Expressions.and(all, more) : Expressions.or(all, more);
    }
    return all;
  }

  private Expression and(boolean negated) {
    Expression all = not(negated);
    while (take("and")) {
      Expression more = not(negated);
      all = negated ? Expressions.or(all, more) : Expressions.and(all, more);
    }
    return all;
  }

  private Expression not(boolean negated) {
    if (take("not")) {
      return not(!negated);
    }
    if (take("(")) {
      Expression inner = or(negated);
      expect(")");
      return inner;
    }
    return test(negated);
  }

  private Expression test(boolean negated) {
    NestedField column = EventColumn.of(schema, peek());
    String name = column.name();
    next++;
    if (take("is")) {
      boolean wantsValue = take("not") != negated;
      expect("null");
      return wantsValue ? Expressions.notNull(name) : Expressions.isNull(name);
    }
    if (!COMPARABLE.contains(column.type().typeId())) {
      throw wrong(peek(), name + " can only be asked for 'is null' or 'is not null'");
    }
    boolean not = take("not") != negated;
    Expression test;
    if (take("in")) {
      test = not ? Expressions.notIn(name, values(column)) : Expressions.in(name, values(column));
    } else if (take("like")) {
      test = like(column, not);
    } else if (not != negated || !COMPARISONS.contains(peek().text())) {
      throw wrong(peek(), "wants one of = != < <= > >= in like is after " + name);
    } else {
      String operator = tokens.get(next++).text();
      test = comparison(name, operator, value(column), negated);
    }
    return Expressions.and(Expressions.notNull(name), test);
  }

  private Expression comparison(String name, String operator, Object value, boolean negated) {
    return switch (operator) {
      case "=" -> negated ? Expressions.notEqual(name, value) : Expressions.equal(name, value);
      case "<" ->
          negated ? Expressions.greaterThanOrEqual(name, value) : Expressions.lessThan(name, value);
      case "<=" ->
          negated ? Expressions.greaterThan(name, value) : Expressions.lessThanOrEqual(name, value);
      case ">" ->
          negated ? Expressions.lessThanOrEqual(name, value) : Expressions.greaterThan(name, value);
      case ">=" ->
          negated ? Expressions.lessThan(name, value) : Expressions.greaterThanOrEqual(name, value);
      default -> negated ? Expressions.equal(name, value) : Expressions.notEqual(name, value);
    };
  }

  private Expression like(NestedField column, boolean not) {
    WhereToken got = peek();
    if (column.type().typeId() != TypeID.STRING || got.kind() != Kind.TEXT) {
      throw wrong(got, "like wants a text column and a text");
    }
    next++;
    String pattern = got.text();
    String start = pattern.endsWith("%") ? pattern.substring(0, pattern.length() - 1) : pattern;
    if (start.contains("%") || start.contains("_")) {
      throw wrong(got.at(), "like knows a % at the end of the text only, and no _");
    }
    String name = column.name();
    if (start.equals(pattern)) {
      return not ? Expressions.notEqual(name, start) : Expressions.equal(name, start);
    }
    return not ? Expressions.notStartsWith(name, start) : Expressions.startsWith(name, start);
  }

  private List<Object> values(NestedField column) {
    List<Object> values = new ArrayList<>();
    expect("(");
    do {
      values.add(value(column));
    } while (take(","));
    expect(")");
    return values;
  }

  private Object value(NestedField column) {
    WhereToken got = peek();
    if (got.kind() != Kind.TEXT && got.kind() != Kind.NUMBER) {
      String hint =
          got.kind() == Kind.NAME
              ? "; a text stands in single quotes"
              : got.is("null") ? "; use 'is null'" : "";
      throw wrong(got, column.name() + " wants a value" + hint);
    }
    next++;
    boolean quoted = got.kind() == Kind.TEXT;
    return EventColumn.value(column, got.text(), quoted)
        .orElseThrow(
            () ->
                wrong(
                    got.at(),
                    column.name()
                        + " wants "
                        + EventColumn.wants(column)
                        + ", got "
                        + EventColumn.got(column, got.text(), quoted)));
  }

  private WhereToken peek() {
    return tokens.get(next);
  }

  private boolean take(String wordOrSymbol) {
    if (peek().is(wordOrSymbol)) {
      next++;
      return true;
    }
    return false;
  }

  private void expect(String wordOrSymbol) {
    if (!take(wordOrSymbol)) {
      throw wrong(peek(), "wants " + wordOrSymbol.toLowerCase(Locale.ROOT));
    }
  }
}
