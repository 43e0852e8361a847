package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The rows of a table as one snapshot holds them. Each method throws {@link NotFoundException} when
 * that, or a file of it, is gone. Reads Parquet files itself, since Iceberg's own reader of generic
 * rows needs its ORC module even for tables without ORC.
 */
public final class SnapshotRows {
  private final Table table;
  private final LakeTables kind;
  private final long snapshotId;
  private final Expression where;

  /**
   * @param table a table that is only appended to
   * @param snapshotId the snapshot to read
   */
  public SnapshotRows(Table table, long snapshotId) {
    this(table, snapshotId, Expressions.alwaysTrue());
  }

  /**
   * @param where only files that may hold such rows are read; they may hold others too. Columns
   *     have the names of {@link LakeTables}, whatever others call them
   */
  public SnapshotRows(Table table, long snapshotId, Expression where) {
    this.table = table;
    this.kind = LakeTables.of(table);
    this.snapshotId = snapshotId;
    this.where = where;
  }

  /** Rows of the snapshot, from what Iceberg knows of its files. */
  public long count() {
    long[] count = new long[1];
    forEachTask(task -> count[0] += task.file().recordCount());
    return count[0];
  }

  /**
   * Hands over every row with the columns named, in no particular order. A column that a file or
   * the table does not have is null.
   */
  public void forEach(Consumer<Record> consumer, String... columns) {
    Schema projection = columns(columns);
    forEachTask(task -> read(task, projection, consumer));
  }

  /** The columns of those names, to read files of the table by. */
  public Schema columns(String... names) {
    return LakeColumns.readable(kind, table.schema()).select(names);
  }

  /** The rows of one file in the order in which they stand there; the caller closes them. */
  public static CloseableIterable<Record> rowsOf(Table table, DataFile file, Schema projection) {
    return reader(table, file, projection).build();
  }

  /**
   * The same, without row groups that hold no row like those that are looked for.
   *
   * @param where what those are; other rows come along
   */
  public static CloseableIterable<Record> rowsOf(
      Table table, DataFile file, Schema projection, Expression where) {
    return reader(table, file, projection).filter(where).build();
  }

  private static Parquet.ReadBuilder reader(Table table, DataFile file, Schema projection) {
    return Parquet.read(table.io().newInputFile(file))
        .project(projection)
        .createReaderFunc(parquet -> GenericParquetReaders.buildReader(projection, parquet));
  }

  /** The files of the snapshot. */
  public List<DataFile> files() {
    List<DataFile> files = new ArrayList<>();
    forEachFile(files::add);
    return files;
  }

  /** Hands over the files of the snapshot, one at a time. */
  public void forEachFile(Consumer<DataFile> consumer) {
    forEachTask(task -> consumer.accept(task.file()));
  }

  private void forEachTask(Consumer<FileScanTask> consumer) {
    if (table.snapshot(snapshotId) == null) {
      throw new NotFoundException("Table %s no longer has snapshot %d", table.name(), snapshotId);
    }
    Schema actual = SnapshotUtil.schemaFor(table, snapshotId);
    Expression filter = LakeColumns.in(actual, kind, where);
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshotId).filter(filter).planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          throw new IllegalStateException(
              "Table "
                  + table.name()
                  + " is only appended to, but snapshot "
                  + snapshotId
                  + " deletes rows of "
                  + task.file().location());
        }
        consumer.accept(task);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read " + table.name() + " at snapshot " + snapshotId, e);
    }
  }

  private void read(FileScanTask task, Schema projection, Consumer<Record> consumer) {
    try (CloseableIterable<Record> rows = rowsOf(table, task.file(), projection)) {
      rows.forEach(consumer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + task.file().location(), e);
    }
  }
}
