package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.stream.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;

/** Event files of lines ten bytes long. */
final class EventFiles {
  private EventFiles() {}

  /** A batch of {@code lines} events from offset {@code from} on, all in {@link TestLake#HOUR}. */
  static void fill(EventColumns batch, String stream, long from, int lines) {
    fill(batch, TestLake.HOUR, stream, from, lines);
  }

  private static void fill(EventColumns batch, long hour, String stream, long from, int lines) {
    batch.start("web", stream);
    for (int i = 0; i < lines; i++) {
      batch.addRow(TimeUnit.HOURS.toMicros(hour), from + 10L * i);
    }
  }

  static List<WrittenFile> write(
      Table table, DataFileNames names, String stream, long from, int lines) {
    return write(table, names, TestLake.HOUR, stream, from, lines);
  }

  /** A file of events of another hour. */
  static List<WrittenFile> write(
      Table table, DataFileNames names, long hour, String stream, long from, int lines) {
    EventColumns batch = new EventColumns();
    fill(batch, hour, stream, from, lines);
    return write(table, names, batch);
  }

  /** A file of one batch. */
  static List<WrittenFile> write(Table table, DataFileNames names, EventColumns batch) {
    try (ParquetEventFileWriter writer =
        new ParquetEventFileWriter(table, names, EventFileOptions.DEFAULT)) {
      writer.write(batch);
      return writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
