package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.FileWriter;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.WrittenFile;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.iceberg.Table;

/**
 * Writes what passes into data files and hands the files on before each barrier and at the end of
 * the input, so that it has nothing to keep in a checkpoint.
 */
abstract class FilesOperator<T> extends AbstractStreamOperator<CommitPart>
    implements OneInputStreamOperator<T, CommitPart>, BoundedOneInput {
  private static final long serialVersionUID = 1;

  private final LakeLocation location;
  private final LakeTables table;
  private final String runId;
  private transient LakeCatalog lake;
  private transient FileWriter<T> writer;

  FilesOperator(LakeLocation location, LakeTables table, String runId) {
    this.location = location;
    this.table = table;
    this.runId = runId;
  }

  /** Opens the writer of the table. */
  abstract FileWriter<T> writerOf(Table table, DataFileNames names);

  @Override
  public void processElement(StreamRecord<T> element) {
    if (writer == null) {
      TaskInfo task = getRuntimeContext().getTaskInfo();
      DataFileNames names =
          new DataFileNames(runId, task.getIndexOfThisSubtask(), task.getAttemptNumber());
      lake = LakeCatalog.open(location);
      writer = writerOf(lake.load(table), names);
    }
    writer.write(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    handOn();
  }

  @Override
  public void endInput() {
    handOn();
  }

  @Override
  public void close() throws Exception {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      if (lake != null) {
        lake.close();
      }
      super.close();
    }
  }

  private void handOn() {
    if (writer != null) {
      for (WrittenFile file : writer.flush()) {
        output.collect(new StreamRecord<>(CommitPart.of(file)));
      }
    }
  }
}
