package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.stream.CommitPart;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Gathers the parts of each checkpoint into a commit. */
final class LakeSinkWriter
    implements CommittingSinkWriter<CommitPart, LakeCommittable>,
        StatefulSinkWriter<CommitPart, LakeWriterState> {
  private final CommitAssembler assembler;

  LakeSinkWriter(CommitAssembler assembler) {
    this.assembler = assembler;
  }

  @Override
  public void write(CommitPart part, Context context) {
    assembler.add(part);
  }

  @Override
  public void flush(boolean endOfInput) {
    // The writers before this one have flushed; what they sent is already here.
  }

  @Override
  public Collection<LakeCommittable> prepareCommit() {
    return assembler.take(Times.toMicros(Instant.now())).stream().toList();
  }

  @Override
  public List<LakeWriterState> snapshotState(long checkpointId) {
    return List.of(assembler.state());
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
