package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.Packed;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.InitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Commits each completed checkpoint to the lake. Runs with parallelism 1, behind operators that
 * flush before the barrier; its writer numbers the commits and its committer executes them.
 */
public final class LakeSink
    implements Sink<CommitPart>,
        SupportsWriterState<CommitPart, LakeWriterState>,
        SupportsCommitter<LakeCommittable> {
  private static final long serialVersionUID = 1;

  private final LakeLocation location;
  private final String pipeline;
  private final String runId;

  /** The state in which the run starts, as it is stored. */
  private final Packed start;

  private final long slackMicros;
  private final UpkeepTargets upkeep;

  /**
   * @param location the lake
   * @param pipeline identity of the commit sequence
   * @param point what {@link LakeStart} returned for this run
   * @param outOfOrderness how much events may be out of order, zero or above
   * @param upkeep what the tables are kept to while the sink runs
   */
  public LakeSink(
      LakeLocation location,
      String pipeline,
      ResumePoint point,
      Duration outOfOrderness,
      UpkeepTargets upkeep) {
    if (outOfOrderness.isNegative()) {
      throw new IllegalArgumentException(
          "Events are out of order by zero or more, got " + outOfOrderness);
    }
    this.location = location;
    this.pipeline = pipeline;
    this.runId = point.runId();
    this.start = packed(LakeWriterState.of(point));
    this.upkeep = upkeep;
    this.slackMicros = TimeUnit.NANOSECONDS.toMicros(outOfOrderness.toNanos());
  }

  @Override
  public LakeSinkWriter createWriter(WriterInitContext context) {
    checkAlone(context);
    return new LakeSinkWriter(location, new CommitAssembler(slackMicros, start()));
  }

  @Override
  public LakeSinkWriter restoreWriter(
      WriterInitContext context, Collection<LakeWriterState> states) {
    checkAlone(context);
    if (states.size() != 1) {
      throw refused("The commit sink restores from exactly one state, got " + states.size());
    }
    LakeWriterState state = states.iterator().next();
    if (!state.runId().equals(runId)) {
      throw refused(
          "Flink's state is of run "
              + state.runId()
              + ", this is run "
              + runId
              + ": start without Flink state; the lake knows where to go on");
    }
    return new LakeSinkWriter(location, new CommitAssembler(slackMicros, state));
  }

  @Override
  public Committer<LakeCommittable> createCommitter(CommitterInitContext context) {
    checkAlone(context);
    return new LakeCommitter(location, pipeline, start(), upkeep);
  }

  @Override
  public SimpleVersionedSerializer<LakeWriterState> getWriterStateSerializer() {
    return new WriterStateSerializer();
  }

  @Override
  public SimpleVersionedSerializer<LakeCommittable> getCommittableSerializer() {
    return new CommittableSerializer();
  }

  private static Packed packed(LakeWriterState state) {
    return Packed.of(out -> WriterStateSerializer.write(state, out));
  }

  private LakeWriterState start() {
    return start.read(WriterStateSerializer::read);
  }

  /** Flink would otherwise try the same again and again. */
  private static SuppressRestartsException refused(String why) {
    return new SuppressRestartsException(new CommitRefusedException(why));
  }

  private static void checkAlone(InitContext context) {
    int parallelism = context.getTaskInfo().getNumberOfParallelSubtasks();
    if (parallelism != 1) {
      throw new IllegalStateException(
          "The commit sink runs with parallelism 1, got " + parallelism);
    }
  }
}
