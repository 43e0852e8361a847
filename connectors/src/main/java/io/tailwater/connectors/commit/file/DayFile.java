package io.tailwater.connectors.commit.file;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.io.OutputFile;

/**
 * How sorted rows of one day become a data file.
 *
 * @param <T> the row
 */
interface DayFile<T> extends AutoCloseable {
  /** Writes one file. */
  DataFile write(List<T> rows, OutputFile output, PartitionKey day) throws IOException;

  @Override
  void close();
}
