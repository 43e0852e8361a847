package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/**
 * What lies in the folder of events, whether the table still names it or not, but for files that a
 * crash left empty.
 */
final class EventsOnDisk {
  private final Path folder;

  EventsOnDisk(Path warehouse) {
    this.folder = warehouse.resolve("logs").resolve("events");
  }

  /** Values of a text column, of every row of every data file. */
  List<String> values(String column) {
    Schema schema = LakeTables.EVENTS.schema().select(column);
    List<String> values = new ArrayList<>();
    for (Path file : files(".parquet")) {
      try (CloseableIterable<Record> rows =
          Parquet.read(new LocalFileIO().newInputFile(file.toString()))
              .project(schema)
              .createReaderFunc(parquet -> GenericParquetReaders.buildReader(schema, parquet))
              .build()) {
        rows.forEach(row -> values.add((String) row.getField(column)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return values;
  }

  /** True when a manifest tells of a value, as the smallest or largest of a file. */
  boolean manifestsTellOf(String value) {
    for (Path file : files(".avro")) {
      try (DataFileReader<Object> entries =
          new DataFileReader<>(new File(file.toString()), new GenericDatumReader<>())) {
        for (Object entry : entries) {
          if (entry.toString().contains(value)) {
            return true;
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }

  private List<Path> files(String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && file.toFile().length() > 0)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
