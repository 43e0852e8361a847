package io.tailwater.queries.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/** A table: its columns, how its files are cut and sorted, and its numbers. */
final class TableAnswer implements Answer {
  /** The part of the path that names it. */
  static final String TABLE = "table";

  /** What properties that say how the table is written begin with. */
  private static final List<String> TELLING =
      List.of("write.", "commit.", "history.", "tailwater.");

  /**
   * The answer's fields.
   *
   * @param info its numbers
   * @param snapshotId the snapshot that the answer's commit names
   * @param columns in their order
   * @param partition how rows are divided among files
   * @param sortOrder how rows lie in a file that upkeep has merged
   * @param properties those that say how it is written
   */
  record Body(
      @JsonUnwrapped TableInfo info,
      String snapshotId,
      List<Column> columns,
      List<Partition> partition,
      List<Sort> sortOrder,
      Map<String, String> properties) {}

  /**
   * A column.
   *
   * @param id its field id, which never changes
   * @param name its name
   * @param type Iceberg's type
   * @param required whether it is never null
   * @param doc what it means; null where the name says so
   */
  record Column(int id, String name, String type, boolean required, String doc) {}

  /**
   * A part of the partition.
   *
   * @param column which column
   * @param transform what of it, {@code day}
   */
  record Partition(String column, String transform) {}

  /**
   * A part of the sort order.
   *
   * @param column which column
   * @param direction {@code asc} or {@code desc}
   */
  record Sort(String column, String direction) {}

  @Override
  public Set<String> parameters() {
    return Set.of(TABLE);
  }

  @Override
  public Result answer(Inquiry inquiry) {
    LakeTables name = table(inquiry);
    LakeAtCut lake = inquiry.session().lake();
    Table table = lake.table(name);
    long snapshot = lake.cut().snapshotOf(name);
    Schema schema = SnapshotUtil.schemaFor(table, snapshot);
    Map<String, String> properties = new TreeMap<>(table.properties());
    properties.keySet().removeIf(key -> TELLING.stream().noneMatch(key::startsWith));
    return new Result(
        new Body(
            TableInfo.of(lake, name),
            Long.toString(snapshot),
            schema.columns().stream().map(TableAnswer::column).toList(),
            partition(table.spec(), table.schema()),
            sortOrder(table.sortOrder(), table.schema()),
            properties),
        null,
        true,
        false);
  }

  static LakeTables table(Inquiry inquiry) {
    return TableInfo.named(inquiry.parameters().one(TABLE).orElse(""));
  }

  private static Column column(NestedField field) {
    return new Column(
        field.fieldId(), field.name(), field.type().toString(), field.isRequired(), field.doc());
  }

  private static List<Partition> partition(PartitionSpec spec, Schema schema) {
    List<Partition> parts = new ArrayList<>();
    for (PartitionField field : spec.fields()) {
      parts.add(
          new Partition(schema.findColumnName(field.sourceId()), field.transform().toString()));
    }
    return parts;
  }

  private static List<Sort> sortOrder(SortOrder order, Schema schema) {
    List<Sort> parts = new ArrayList<>();
    for (SortField field : order.fields()) {
      parts.add(
          new Sort(
              schema.findColumnName(field.sourceId()),
              field.direction().toString().toLowerCase(Locale.ROOT)));
    }
    return parts;
  }
}
