package io.tailwater.connectors.lake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.ExpressionVisitors;
import org.apache.iceberg.expressions.ExpressionVisitors.ExpressionVisitor;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.expressions.UnboundPredicate;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns of a table by the names that they have here. Others may rename columns and add some;
 * a column is known by its field id.
 */
public final class LakeColumns {
  private LakeColumns() {}

  /**
   * The columns of a table as it is, in their order, ours under our names. One of others that bears
   * such a name, in whatever case, gets its id appended.
   */
  public static Schema named(LakeTables kind, Schema actual) {
    Set<String> ours = new HashSet<>();
    kind.schema().columns().forEach(column -> ours.add(column.name()));
    List<NestedField> columns = new ArrayList<>();
    for (NestedField column : actual.columns()) {
      NestedField known = kind.schema().findField(column.fieldId());
      String name =
          known != null
              ? known.name()
              : ours.contains(column.name().toLowerCase(Locale.ROOT))
                  ? column.name() + "_" + column.fieldId()
                  : column.name();
      columns.add(NestedField.from(column).withName(name).build());
    }
    return new Schema(columns);
  }

  /**
   * The columns to read a table by: all of ours, also those that it does not have, then those that
   * others have added.
   */
  public static Schema readable(LakeTables kind, Schema actual) {
    Schema named = named(kind, actual);
    List<NestedField> columns = new ArrayList<>();
    for (NestedField column : kind.schema().columns()) {
      NestedField there = named.findField(column.fieldId());
      columns.add(there == null ? column : there);
    }
    for (NestedField column : named.columns()) {
      if (kind.schema().findField(column.fieldId()) == null) {
        columns.add(column);
      }
    }
    return new Schema(columns);
  }

  /**
   * A condition in the names of {@link #named} as one in the table's. A column that the table does
   * not have holds nothing off.
   *
   * @param where of predicates joined by and and or
   */
  public static Expression in(Schema actual, LakeTables kind, Expression where) {
    return ExpressionVisitors.visit(
        where,
        new ExpressionVisitor<Expression>() {
          @Override
          public Expression alwaysTrue() {
            return Expressions.alwaysTrue();
          }

          @Override
          public Expression alwaysFalse() {
            return Expressions.alwaysFalse();
          }

          @Override
          public Expression and(Expression left, Expression right) {
            return Expressions.and(left, right);
          }

          @Override
          public Expression or(Expression left, Expression right) {
            return Expressions.or(left, right);
          }

          @Override
          public <T> Expression predicate(UnboundPredicate<T> predicate) {
            NestedField column = LakeColumns.named(kind, actual).findField(predicate.ref().name());
            return column == null
                ? Expressions.alwaysTrue()
                : named(predicate, actual.findColumnName(column.fieldId()));
          }
        });
  }

  private static <T> Expression named(UnboundPredicate<T> predicate, String name) {
    return switch (predicate.op()) {
      case IS_NULL -> Expressions.isNull(name);
      case NOT_NULL -> Expressions.notNull(name);
      case IN, NOT_IN ->
          Expressions.predicate(
              predicate.op(), name, predicate.literals().stream().map(Literal::value).toList());
      default -> Expressions.predicate(predicate.op(), name, predicate.literal().value());
    };
  }
}
