package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.parquet.util.AutoCloseables;

/**
 * Writes events into Parquet files, one open file a day. Most batches hold one day. Beyond the
 * bound of open days the one written longest ago is closed; in a table that only grows, that costs
 * a file, never a row. Memory is bounded for all open files together.
 */
public final class ParquetEventFileWriter implements EventFileWriter {
  private final Table table;
  private final DayPartition days;
  private final DataFileNames names;
  private final EventFileOptions options;
  final EventFormat format;

  /** Open files by day, the one written longest ago first. */
  private final Map<Integer, EventFile> open = new LinkedHashMap<>(16, 0.75f, true);

  private List<WrittenFile> closed = new ArrayList<>();
  private int[] everyRow = new int[0];

  /**
   * @param table the events table as loaded from the catalog
   * @param names names of the new files
   */
  public ParquetEventFileWriter(Table table, DataFileNames names, EventFileOptions options) {
    this.table = table;
    this.days = new DayPartition(LakeTables.EVENTS, table);
    this.names = names;
    this.options = options;
    this.format =
        new EventFormat(table, EventFormat.ownPages(table, EventFormat.PAGES), EventFormat.LIMITS);
  }

  @Override
  public void write(EventColumns batch) {
    int count = batch.rows();
    if (count == 0) {
      return;
    }
    int first = DayPartition.dayOf(batch.tsMicros(0));
    int same = 1;
    while (same < count && DayPartition.dayOf(batch.tsMicros(same)) == first) {
      same++;
    }
    if (same == count) {
      writeDay(first, batch, everyRow(count), count);
    } else {
      writeDays(batch, count);
    }
  }

  @Override
  public List<WrittenFile> flush() {
    for (int day : List.copyOf(open.keySet())) {
      closeDay(day);
    }
    List<WrittenFile> files = closed;
    closed = new ArrayList<>();
    return files;
  }

  @Override
  public void close() throws IOException {
    try (format) {
      AutoCloseables.uncheckedClose(open.values());
    } finally {
      open.clear();
    }
  }

  private void writeDays(EventColumns batch, int count) {
    int[] dayOfRow = new int[count];
    for (int row = 0; row < count; row++) {
      dayOfRow[row] = DayPartition.dayOf(batch.tsMicros(row));
    }
    int[] rows = new int[count];
    for (int day : Arrays.stream(dayOfRow).distinct().sorted().toArray()) {
      int chosen = 0;
      for (int row = 0; row < count; row++) {
        if (dayOfRow[row] == day) {
          rows[chosen++] = row;
        }
      }
      writeDay(day, batch, rows, chosen);
    }
  }

  private void writeDay(int day, EventColumns batch, int[] rows, int count) {
    EventFile file = open.get(day);
    if (file == null) {
      if (open.size() >= options.maxOpenDays()) {
        closeDay(open.keySet().iterator().next());
      }
      String location = days.locationOf(days.keyOf(day), names.next());
      file = new EventFile(format, options.bufferBytes(), table.io().newOutputFile(location));
      open.put(day, file);
    }
    file.write(batch, rows, count);
    boundMemory();
    if (file.bytes() >= options.targetFileBytes()) {
      closeDay(day);
    }
  }

  private void boundMemory() {
    long buffered = 0;
    EventFile fullest = null;
    long most = 0;
    for (EventFile file : open.values()) {
      long bytes = file.bufferedBytes();
      buffered += bytes;
      if (bytes > most) {
        most = bytes;
        fullest = file;
      }
    }
    if (buffered >= options.bufferBytes() && fullest != null) {
      fullest.endRowGroup();
    }
  }

  private void closeDay(int day) {
    PartitionKey partition = days.keyOf(day);
    DataFile file = open.get(day).end(days.spec(), partition);
    open.remove(day);
    closed.add(DataFileJson.of(LakeTables.EVENTS, days.spec(), file));
  }

  private int[] everyRow(int count) {
    if (everyRow.length < count) {
      everyRow = new int[Math.max(count, everyRow.length * 2)];
      Arrays.setAll(everyRow, row -> row);
    }
    return everyRow;
  }
}
