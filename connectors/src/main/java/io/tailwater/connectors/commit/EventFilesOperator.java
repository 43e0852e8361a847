package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.EventFileOptions;
import io.tailwater.connectors.commit.file.FileWriter;
import io.tailwater.connectors.commit.file.ParquetEventFileWriter;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import org.apache.iceberg.Table;

/** Writes event batches into data files of {@code events}. */
public final class EventFilesOperator extends FilesOperator<EventColumns> {
  private static final long serialVersionUID = 1;

  /**
   * @param location the lake
   * @param runId unique id of this process run, which file names begin with
   */
  public EventFilesOperator(LakeLocation location, String runId) {
    super(location, LakeTables.EVENTS, runId);
  }

  @Override
  FileWriter<EventColumns> writerOf(Table table, DataFileNames names) {
    return new ParquetEventFileWriter(table, names, EventFileOptions.DEFAULT);
  }
}
