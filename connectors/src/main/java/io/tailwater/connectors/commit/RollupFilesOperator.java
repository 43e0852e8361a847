package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.FileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import org.apache.iceberg.Table;

/** Writes hourly deltas into data files of {@code requests_hourly}. */
public final class RollupFilesOperator extends FilesOperator<HourlyDelta> {
  private static final long serialVersionUID = 1;

  /**
   * @param location the lake
   * @param runId unique id of this process run, which file names begin with
   */
  public RollupFilesOperator(LakeLocation location, String runId) {
    super(location, LakeTables.REQUESTS_HOURLY, runId);
  }

  @Override
  FileWriter<HourlyDelta> writerOf(Table table, DataFileNames names) {
    return RowFileWriter.ofRollups(table, names);
  }
}
