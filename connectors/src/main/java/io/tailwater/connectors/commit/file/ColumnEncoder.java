package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import org.apache.parquet.column.ColumnWriter;

/** Hands one column of a batch to its Parquet column. */
interface ColumnEncoder {
  /** Writes the batch's rows {@code rows[from]} to {@code rows[to - 1]}. */
  void encode(ColumnWriter out, EventColumns batch, int[] rows, int from, int to);
}
