package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.lake.JobPulse;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.stream.CommitPart;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;

/** Gathers the parts of each checkpoint into a commit, and shows that checkpoints come this far. */
final class LakeSinkWriter
    implements CommittingSinkWriter<CommitPart, LakeCommittable>,
        StatefulSinkWriter<CommitPart, LakeWriterState> {
  private final LakeLocation location;
  private final CommitAssembler assembler;
  private Optional<Instant> beat = Optional.empty();

  LakeSinkWriter(LakeLocation location, CommitAssembler assembler) {
    this.location = location;
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
    beat = Optional.of(JobPulse.beat(location, beat));
    return List.of(assembler.state());
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
