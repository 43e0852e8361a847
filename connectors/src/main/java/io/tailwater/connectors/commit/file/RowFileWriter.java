package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.RejectedLine;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;

/**
 * Gathers rows in memory and writes them sorted, a file a day. What does not fit the memory given
 * is written early.
 *
 * @param <T> the row
 */
public final class RowFileWriter<T> implements FileWriter<T> {
  private static final long MAX_BUFFERED_BYTES = 16L << 20;

  private final Table table;
  private final RowLayout<T> layout;
  private final DayPartition days;
  private final DataFileNames names;
  private final long maxBufferedBytes;
  final DayFile<T> file;
  private List<WrittenFile> closed = new ArrayList<>();
  private final List<T> rows = new ArrayList<>();
  private long bufferedBytes;

  RowFileWriter(Table table, RowLayout<T> layout, DataFileNames names, long maxBufferedBytes) {
    this.table = table;
    this.layout = layout;
    this.days = new DayPartition(layout.table(), table);
    this.names = names;
    this.maxBufferedBytes = maxBufferedBytes;
    this.file = layout.file(table, days.spec());
  }

  /** A writer of {@code requests_hourly}. */
  public static RowFileWriter<HourlyDelta> ofRollups(Table table, DataFileNames names) {
    return new RowFileWriter<>(table, new HourlyLayout(), names, MAX_BUFFERED_BYTES);
  }

  /** A writer of {@code rejects}. */
  public static RowFileWriter<RejectedLine> ofRejects(Table table, DataFileNames names) {
    return new RowFileWriter<>(table, new RejectLayout(), names, MAX_BUFFERED_BYTES);
  }

  /** A writer of {@code ledger}. */
  public static RowFileWriter<LedgerRow> ofLedger(Table table, DataFileNames names) {
    return new RowFileWriter<>(table, new LedgerLayout(), names, MAX_BUFFERED_BYTES);
  }

  /** A writer of rows of {@code ledger} about erasures. */
  public static RowFileWriter<ErasureRow> ofErasures(Table ledger, DataFileNames names) {
    return new RowFileWriter<>(ledger, new ErasureLayout(), names, MAX_BUFFERED_BYTES);
  }

  /** A writer of rows of {@code ledger} about replays. */
  public static RowFileWriter<ReplayRow> ofReplays(Table ledger, DataFileNames names) {
    return new RowFileWriter<>(ledger, new ReplayLayout(), names, MAX_BUFFERED_BYTES);
  }

  @Override
  public void write(T row) {
    rows.add(row);
    bufferedBytes += layout.sizeOf(row);
    if (bufferedBytes >= maxBufferedBytes) {
      writeBuffered();
    }
  }

  @Override
  public List<WrittenFile> flush() {
    writeBuffered();
    List<WrittenFile> files = closed;
    closed = new ArrayList<>();
    return files;
  }

  @Override
  public void close() {
    rows.clear();
    file.close();
  }

  private void writeBuffered() {
    rows.sort(Comparator.<T>comparingInt(this::dayOf).thenComparing(layout.order()));
    int from = 0;
    while (from < rows.size()) {
      int day = dayOf(rows.get(from));
      int to = from;
      while (to < rows.size() && dayOf(rows.get(to)) == day) {
        to++;
      }
      writeDay(day, rows.subList(from, to));
      from = to;
    }
    rows.clear();
    bufferedBytes = 0;
  }

  private void writeDay(int day, List<T> ofDay) {
    PartitionKey partition = days.keyOf(day);
    String location = days.locationOf(partition, names.next());
    try {
      DataFile written = file.write(ofDay, table.io().newOutputFile(location), partition);
      closed.add(DataFileJson.of(layout.table(), days.spec(), written));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + location, e);
    }
  }

  private int dayOf(T row) {
    return DayPartition.dayOf(layout.micros(row));
  }
}
