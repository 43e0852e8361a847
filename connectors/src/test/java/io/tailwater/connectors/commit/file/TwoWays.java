package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFile;
import org.apache.parquet.io.LocalInputFile;

/** The same rows in two files: in pages of our own, and by parquet-java's column writers. */
final class TwoWays implements AutoCloseable {
  final Table table;
  DataFile own;
  DataFile stock;
  private final LakeCatalog lake;
  private final DayPartition days;
  private final DataFileNames names = new DataFileNames("run", 0, 0);

  TwoWays(Path warehouse) {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("test");
    lake.addColumns(AnyEvents.ADDED);
    table = lake.load(LakeTables.EVENTS);
    days = new DayPartition(LakeTables.EVENTS, table);
  }

  /** Fills a batch with the next rows. */
  interface Rows {
    void fill(EventColumns batch, int number);
  }

  /** Where our own pages end may be anywhere; row groups end alike when neither is too small. */
  void write(Rows rows, int batches, PageLimits limits, long rowGroupBytes) throws Exception {
    EventColumns batch = new EventColumns();
    try (EventFormat ownFormat = new EventFormat(table, true, limits);
        EventFormat stockFormat = new EventFormat(table, false, EventFormat.LIMITS);
        EventFile ownFile = new EventFile(ownFormat, rowGroupBytes, output());
        EventFile stockFile = new EventFile(stockFormat, rowGroupBytes, output())) {
      for (int i = 0; i < batches; i++) {
        rows.fill(batch, i);
        int[] all = IntStream.range(0, batch.rows()).toArray();
        ownFile.write(batch, all, all.length);
        stockFile.write(batch, all, all.length);
      }
      own = ownFile.end(days.spec(), days.keyOf(0));
      stock = stockFile.end(days.spec(), days.keyOf(0));
    }
  }

  private OutputFile output() {
    return table.io().newOutputFile(days.locationOf(days.keyOf(0), names.next()));
  }

  static Path path(DataFile file) {
    return Path.of(file.location().replace("file:", ""));
  }

  static LocalInputFile parquet(DataFile file) {
    return new LocalInputFile(path(file));
  }

  @Override
  public void close() {
    lake.close();
  }
}
