package io.tailwater.connectors.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The version of the tables' layout, which each table carries as a property. A newer one is left
 * alone; an older one is brought up to date by adding the columns that have come since, all of them
 * optional, so that older files go on as they are.
 *
 * <ul>
 *   <li>1: as it began
 *   <li>2: {@code ledger.adopted_from}
 *   <li>3: {@code ledger.erasure} and what it says of one
 *   <li>4: {@code rejects.replayed_at}, {@code ledger.replay} and what it says of one, {@code
 *       events.part} and {@code rejects.part}
 * </ul>
 */
public final class LakeLayout {
  /** The layout that this version writes, and the newest that it reads. */
  public static final int NEWEST = 4;

  static final String FIRST = "1";
  static final String LAYOUT = "tailwater.layout";
  static final String LATENCY_SCALE = "tailwater.latency-scale";

  /** Field ids of columns that have come since the first layout, and with which they came. */
  private static final Map<LakeTables, Map<Integer, Integer>> ADDED =
      Map.of(
          LakeTables.EVENTS,
          Map.of(28, 4),
          LakeTables.REJECTS,
          Map.of(8, 4, 9, 4),
          LakeTables.LEDGER,
          Map.of(20, 2, 21, 3, 22, 3, 23, 3, 24, 3, 25, 3, 26, 3, 27, 4, 28, 4, 29, 4));

  private LakeLayout() {}

  /**
   * Refuses a table that this version cannot read.
   *
   * @throws UnknownLayoutException when its layout is newer, or it is none of ours
   */
  public static void check(LakeTables kind, Table table) {
    int layout = layoutOf(table.name(), table.properties());
    if (layout > NEWEST) {
      throw new UnknownLayoutException(
          "Table "
              + table.name()
              + " has layout "
              + layout
              + ", this version of Tailwater knows layouts up to "
              + NEWEST
              + ": a newer version wrote it, use that one or a newer one");
    }
    String scale = table.properties().get(LATENCY_SCALE);
    if (!Integer.toString(LatencyBuckets.SCALE).equals(scale)) {
      throw new UnknownLayoutException(
          "Table "
              + table.name()
              + " has latency buckets of scale "
              + scale
              + ", this version of Tailwater counts by scale "
              + LatencyBuckets.SCALE
              + ", and two scales cannot be added up: use the version that made it, or another"
              + " lake.namespace");
    }
  }

  /**
   * Refuses a lake any of whose tables this version cannot read.
   *
   * @throws UnknownLayoutException as {@link #check(LakeTables, Table)}
   */
  public static void check(Map<LakeTables, Table> tables) {
    tables.forEach(LakeLayout::check);
  }

  /**
   * Refuses a lake whose tables a start of this version has not brought up to date: a job of an
   * older version may run, which knows nothing of what came with the newest layout.
   *
   * @throws IllegalStateException with what to do
   */
  public static void requireNewest(Map<LakeTables, Table> tables) {
    for (Table table : tables.values()) {
      int layout = layoutOf(table.name(), table.properties());
      if (layout < NEWEST) {
        throw new IllegalStateException(
            "Table "
                + table.name()
                + " has layout "
                + layout
                + ", this wants "
                + NEWEST
                + ": start the job of this version first, which brings the tables up to date"
                + " (ingest --once will do)");
      }
    }
  }

  /**
   * Adds the columns that a table of an older layout lacks, in one commit of its metadata.
   *
   * @return true when there was something to do
   * @throws UnknownLayoutException when a column of another program has the name or id of one
   * @throws org.apache.iceberg.exceptions.CommitFailedException when the table changed meanwhile
   */
  static boolean upgrade(LakeTables kind, Table table) {
    TableOperations operations = ((HasTableOperations) table).operations();
    TableMetadata base = operations.refresh();
    if (layoutOf(table.name(), base.properties()) >= NEWEST) {
      return false;
    }
    List<NestedField> columns = new ArrayList<>(base.schema().columns());
    int lastId = base.lastColumnId();
    for (NestedField column : addedSince(kind, layoutOf(table.name(), base.properties()))) {
      checkFree(column, table.name(), base);
      columns.add(column);
      lastId = Math.max(lastId, column.fieldId());
    }
    Schema schema =
        new Schema(columns, base.schema().getAliases(), base.schema().identifierFieldIds());
    operations.commit(
        base,
        TableMetadata.buildFrom(base)
            .setCurrentSchema(schema, lastId)
            .setProperties(Map.of(LAYOUT, Integer.toString(NEWEST)))
            .build());
    return true;
  }

  /** What a table looked like in the first layout. */
  static Schema firstSchema(LakeTables kind) {
    List<NestedField> columns = new ArrayList<>(kind.schema().columns());
    columns.removeAll(addedSince(kind, Integer.parseInt(FIRST)));
    return new Schema(columns);
  }

  /** Columns that a table of some layout lacks, by their ids ascending. */
  static List<NestedField> addedSince(LakeTables kind, int layout) {
    Map<Integer, Integer> added = ADDED.getOrDefault(kind, Map.of());
    return kind.schema().columns().stream()
        .filter(column -> added.getOrDefault(column.fieldId(), 1) > layout)
        .toList();
  }

  /** Other programs may add columns too; the id of one that was dropped still means its values. */
  private static void checkFree(NestedField column, String table, TableMetadata base) {
    NestedField taken = base.schema().findField(column.name());
    for (Schema schema : base.schemas()) {
      NestedField sameId = schema.findField(column.fieldId());
      taken = sameId == null ? taken : sameId;
    }
    if (taken != null) {
      throw new UnknownLayoutException(
          "Table "
              + table
              + " is to get the column "
              + column.name()
              + " (field id "
              + column.fieldId()
              + "), but another program has added "
              + taken.name()
              + " (field id "
              + taken.fieldId()
              + "): "
              + (taken.fieldId() == column.fieldId()
                  ? "go on in another lake.namespace"
                  : "give that one another name"));
    }
  }

  private static int layoutOf(String table, Map<String, String> properties) {
    String layout = properties.get(LAYOUT);
    if (layout == null || !layout.matches("[1-9][0-9]{0,8}")) {
      throw new UnknownLayoutException(
          "Table "
              + table
              + " has "
              + LAYOUT
              + " "
              + layout
              + ", want a number: it was not made by Tailwater; use another lake.namespace");
    }
    return Integer.parseInt(layout);
  }
}
