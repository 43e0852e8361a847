package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.SortOrderComparators;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;

/**
 * The order of a table's rows within a merged file: the lake's own. Somebody may have given the
 * table another one; then no file counts as sorted, and none is marked so.
 */
final class RowOrder {
  private final LakeTables kind;
  private final Table table;

  RowOrder(LakeTables kind, Table table) {
    this.kind = kind;
    this.table = table;
  }

  /** Gives the table its order when it has none: tables of earlier versions do not. */
  void introduce() {
    if (!table.sortOrder().isSorted()) {
      ReplaceSortOrder order = table.replaceSortOrder();
      for (SortField field : kind.order().fields()) {
        order.asc(table.schema().findColumnName(field.sourceId()));
      }
      order.commit();
    }
  }

  /** True when the rows of a file lie in this order, so that they need not be held in memory. */
  boolean isSorted(DataFile file) {
    return mark().isSorted() && Integer.valueOf(mark().orderId()).equals(file.sortOrderId());
  }

  /** What a file in this order is marked with. */
  SortOrder mark() {
    SortOrder order = table.sortOrder();
    return order.sameOrder(kind.order()) ? order : SortOrder.unsorted();
  }

  /** Compares rows; equal are those of one key. */
  Comparator<Record> comparator() {
    InternalRecordWrapper left = new InternalRecordWrapper(table.schema().asStruct());
    InternalRecordWrapper right = new InternalRecordWrapper(table.schema().asStruct());
    Comparator<StructLike> order = SortOrderComparators.forSchema(table.schema(), kind.order());
    return (a, b) -> order.compare(left.wrap(a), right.wrap(b));
  }
}
