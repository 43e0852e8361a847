package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.lake.ColumnType;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/** An events table in a directory, with one file at a time written to it. */
final class EventTable implements AutoCloseable {
  private final LakeCatalog lake;
  private final Table table;
  private final ParquetEventFileWriter writer;

  EventTable(Path warehouse) {
    this(warehouse, Map.of());
  }

  /** One to which columns have been added. */
  EventTable(Path warehouse, Map<String, ColumnType> added) {
    lake = LakeCatalog.open(LakeLocation.embedded(warehouse));
    lake.createTables("test");
    lake.addColumns(added);
    table = lake.load(LakeTables.EVENTS);
    writer =
        new ParquetEventFileWriter(table, new DataFileNames("run", 0, 0), EventFileOptions.DEFAULT);
  }

  void write(EventColumns batch) {
    writer.write(batch);
  }

  /** Ends the file, which must be the only one. */
  InputFile end() {
    String location = DataFileJson.read(writer.flush().get(0), table.specs()).location();
    return new LocalInputFile(Path.of(location.replace("file:", "")));
  }

  @Override
  public void close() throws IOException {
    writer.close();
    lake.close();
  }

  /** Reads a file row by row with Parquet's own example reader. */
  static final class Groups extends ParquetReader.Builder<Group> {
    Groups(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
