package io.tailwater.queries.scan;

import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.queries.lake.LakeAtCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Evaluator;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Projections;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Which files of a table a scan reads, as Iceberg plans it, and what each kind of pruning leaves.
 *
 * @param total all files of the table
 * @param partitions those whose partition may hold a row
 * @param statistics those whose smallest and largest values allow one as well: what is read
 * @param locations where the files of the last step are
 */
public record TableScanPlan(
    Amount total, Amount partitions, Amount statistics, List<String> locations) {

  public TableScanPlan {
    locations = List.copyOf(locations);
  }

  /**
   * Some files.
   *
   * @param files how many
   * @param rows rows in them
   * @param bytes their size
   */
  public record Amount(long files, long rows, long bytes) {
    static final Amount NOTHING = new Amount(0, 0, 0);

    Amount plus(FileScanTask task) {
      return new Amount(
          files + 1, rows + task.file().recordCount(), bytes + task.file().fileSizeInBytes());
    }
  }

  /** Plans the scan at a cut. */
  public static TableScanPlan of(LakeAtCut lake, LakeTables name, RowFilter filter) {
    Table table = lake.table(name);
    long snapshot = lake.cut().snapshotOf(name);
    Expression where =
        LakeColumns.in(
            SnapshotUtil.schemaFor(table, snapshot),
            name,
            Expressions.rewriteNot(filter.expression()));
    Map<Integer, Evaluator> byPartition = new HashMap<>();
    Amount total = Amount.NOTHING;
    Amount partitions = Amount.NOTHING;
    for (FileScanTask task : planned(table, snapshot, Expressions.alwaysTrue())) {
      total = total.plus(task);
      PartitionSpec spec = task.spec();
      Evaluator evaluator =
          byPartition.computeIfAbsent(
              spec.specId(),
              id ->
                  new Evaluator(spec.partitionType(), Projections.inclusive(spec).project(where)));
      partitions = evaluator.eval(task.file().partition()) ? partitions.plus(task) : partitions;
    }
    Amount statistics = Amount.NOTHING;
    List<String> locations = new ArrayList<>();
    for (FileScanTask task : planned(table, snapshot, where)) {
      statistics = statistics.plus(task);
      locations.add(task.file().location());
    }
    return new TableScanPlan(total, partitions, statistics, locations);
  }

  /** The share of the table's bytes that need not be read, 0 to 1. */
  public double savedRatio() {
    return total.bytes() == 0 ? 0 : 1 - (double) statistics.bytes() / total.bytes();
  }

  private static List<FileScanTask> planned(Table table, long snapshot, Expression where) {
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshot).filter(where).planFiles()) {
      List<FileScanTask> all = new ArrayList<>();
      tasks.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot plan the files of " + table.name(), e);
    }
  }
}
