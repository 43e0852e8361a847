package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.FileWriter;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import org.apache.iceberg.Table;

/** Writes rejected lines into data files of {@code rejects}. */
public final class RejectFilesOperator extends FilesOperator<RejectedLine> {
  private static final long serialVersionUID = 1;

  /**
   * @param location the lake
   * @param runId unique id of this process run, which file names begin with
   */
  public RejectFilesOperator(LakeLocation location, String runId) {
    super(location, LakeTables.REJECTS, runId);
  }

  @Override
  FileWriter<RejectedLine> writerOf(Table table, DataFileNames names) {
    return RowFileWriter.ofRejects(table, names);
  }
}
