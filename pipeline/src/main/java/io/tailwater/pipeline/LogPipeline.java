package io.tailwater.pipeline;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.EventColumnsType;
import io.tailwater.connectors.commit.EventFilesOperator;
import io.tailwater.connectors.commit.RejectFilesOperator;
import io.tailwater.connectors.commit.RollupFilesOperator;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.job.ParseLines;
import io.tailwater.pipeline.job.ParseSetup;
import io.tailwater.pipeline.rollup.LocalRollup;
import io.tailwater.pipeline.rollup.MergeRollup;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The flow, whole.
 *
 * <pre>
 * source ─► parse ─┬─► event-files ───────────────────────────────────────────┐
 *                  ├─► reject-files ──────────────────────────────────────────┤
 *                  ├─► local-rollup ─► by series ─► merge-rollup ─► rollup-files ─► commit
 *                  └─► progress of each stream ───────────────────────────────┘
 * </pre>
 *
 * The words are the operators' uids. What stands before "by series" is one chained task: lines are
 * never shuffled. Everything empties itself before a checkpoint barrier, so a commit holds all of a
 * checkpoint and nothing of the next.
 */
public final class LogPipeline {
  private static final TypeInformation<CommitPart> PART = TypeInformation.of(CommitPart.class);
  private static final TypeInformation<HourlyDelta> DELTA = TypeInformation.of(HourlyDelta.class);

  private LogPipeline() {}

  /**
   * Builds the flow from lines to commits.
   *
   * @param lines batches of lines, each stream's in order and in one subtask
   * @param parse how lines become events
   * @param lake where files are written
   * @param runId unique id of this run, which file names begin with
   * @param commit takes all parts of a checkpoint; runs with parallelism 1
   */
  public static void wire(
      DataStream<LineBatch> lines,
      ParseSetup parse,
      LakeLocation lake,
      String runId,
      Sink<CommitPart> commit) {
    SingleOutputStreamOperator<EventColumns> events =
        lines.transform("parse", new EventColumnsType(), new ParseLines(parse)).uid("parse");

    DataStream<CommitPart> eventFiles =
        events
            .transform("event-files", PART, new EventFilesOperator(lake, runId))
            .uid("event-files");

    DataStream<CommitPart> rejectFiles =
        events
            .getSideOutput(ParseLines.REJECTS)
            .transform("reject-files", PART, new RejectFilesOperator(lake, runId))
            .uid("reject-files");

    DataStream<CommitPart> rollupFiles =
        events
            .transform("local-rollup", DELTA, new LocalRollup())
            .uid("local-rollup")
            .keyBy(LogPipeline::series)
            .transform("merge-rollup", DELTA, new MergeRollup())
            .uid("merge-rollup")
            .transform("rollup-files", PART, new RollupFilesOperator(lake, runId))
            .setParallelism(1)
            .uid("rollup-files");

    eventFiles
        .union(rejectFiles, rollupFiles, events.getSideOutput(ParseLines.PROGRESS))
        .sinkTo(commit)
        .setParallelism(1)
        .name("commit")
        .uid("commit");
  }

  /** Brings the rows of one key into one subtask; a collision of hashes does no harm there. */
  private static Integer series(HourlyDelta delta) {
    return Objects.hash(
        delta.hour(),
        delta.service(),
        delta.endpoint(),
        delta.method(),
        delta.status(),
        delta.region(),
        delta.clientClass());
  }
}
