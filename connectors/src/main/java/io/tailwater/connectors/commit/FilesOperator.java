package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.FileWriter;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TroubleFile;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.WrittenFile;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what passes into data files and hands the files on before each barrier and at the end of
 * the input, so that it has nothing to keep in a checkpoint.
 */
abstract class FilesOperator<T> extends AbstractStreamOperator<CommitPart>
    implements OneInputStreamOperator<T, CommitPart>, BoundedOneInput {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(FilesOperator.class);

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
    tellingFailure(() -> write(element.getValue()));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    tellingFailure(this::handOn);
  }

  @Override
  public void endInput() {
    tellingFailure(this::handOn);
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

  private void write(T rows) {
    if (writer == null) {
      TaskInfo task = getRuntimeContext().getTaskInfo();
      DataFileNames names =
          new DataFileNames(runId, task.getIndexOfThisSubtask(), task.getAttemptNumber());
      lake = LakeCatalog.open(location);
      writer = writerOf(lake.load(table), names);
    }
    writer.write(rows);
  }

  /** Without its files there will be no commit. A task that is cancelled has not failed. */
  private void tellingFailure(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        TroubleFile.ofCommits(location).note(e);
        LOG.warn(
            "files of {} cannot be written, the job starts again from its last checkpoint: {}",
            table.tableName(),
            e.getMessage());
      }
      throw e;
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
