package io.tailwater.connectors.commit.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.util.Map;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;

/** Data files in the form in which they travel to the committer: Iceberg's own JSON. */
public final class DataFileJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataFileJson() {}

  /** A closed file, ready to travel. */
  public static WrittenFile of(LakeTables table, PartitionSpec spec, DataFile file) {
    return new WrittenFile(
        table.tableName(), spec.specId(), ContentFileParser.toJson(file, spec), file.recordCount());
  }

  /**
   * The data file that {@link #of} was given.
   *
   * @param specs the table's partition specs by id
   */
  public static DataFile read(WrittenFile file, Map<Integer, PartitionSpec> specs) {
    PartitionSpec spec = specs.get(file.specId());
    if (spec == null) {
      throw new IllegalStateException(
          "A file of "
              + file.table()
              + " was written under partition spec "
              + file.specId()
              + ", but the table knows only "
              + specs.keySet());
    }
    try {
      return (DataFile) ContentFileParser.fromJson(JSON.readTree(file.dataFile()), spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "A file of " + file.table() + " must come as Iceberg's JSON, got " + file.dataFile(), e);
    }
  }
}
