package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/**
 * How a row of one table is laid out.
 *
 * @param <T> the row
 */
interface RowLayout<T> {
  LakeTables table();

  /** The time that the table is partitioned by, epoch microseconds. */
  long micros(T row);

  /** About how many bytes the row takes in memory. */
  long sizeOf(T row);

  /** Order within a file: equal values side by side compress and skip best. */
  Comparator<T> order();

  /** Sets every column of the record. */
  void fill(Record record, T row);

  /** What writes files of the table as it is. */
  default DayFile<T> file(Table table, PartitionSpec spec) {
    return new RecordFile<>(table, spec, this);
  }
}
