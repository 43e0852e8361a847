package io.tailwater.queries.scan;

import io.tailwater.queries.lake.Micros;
import io.tailwater.queries.lake.Sql;
import java.time.Instant;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * A condition on rows, in the two languages that need it.
 *
 * @param expression for Iceberg, which chooses files by it
 * @param sql for DuckDB, which chooses rows by it
 */
public record RowFilter(Expression expression, Sql sql) {

  /** Every row. */
  public static RowFilter all() {
    return new RowFilter(Expressions.alwaysTrue(), Sql.of("true"));
  }

  /** The rows of a time or later. */
  public static RowFilter since(String column, Instant from) {
    return new RowFilter(
        Expressions.greaterThanOrEqual(column, Micros.of(from)),
        Sql.of(Sql.name(column) + " >= ?", from));
  }

  /** The rows before a time. */
  public static RowFilter before(String column, Instant to) {
    return new RowFilter(
        Expressions.lessThan(column, Micros.of(to)), Sql.of(Sql.name(column) + " < ?", to));
  }

  /** Both. */
  public RowFilter and(RowFilter other) {
    return new RowFilter(
        Expressions.and(expression, other.expression), joined(" AND ", List.of(this, other)));
  }

  RowFilter or(RowFilter other) {
    return new RowFilter(
        Expressions.or(expression, other.expression), joined(" OR ", List.of(this, other)));
  }

  RowFilter not() {
    return new RowFilter(Expressions.not(expression), Sql.of("NOT (").add(sql).add(")"));
  }

  private static Sql joined(String word, List<RowFilter> two) {
    return Sql.of("(").add(two.get(0).sql).add(word).add(two.get(1).sql).add(")");
  }
}
