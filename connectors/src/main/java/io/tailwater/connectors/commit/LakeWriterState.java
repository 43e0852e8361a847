package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.StreamMark.Standing;
import io.tailwater.connectors.commit.file.Times;
import java.util.List;

/**
 * What the sink's writer must know after a failover, or at the start of a run.
 *
 * @param runId the run
 * @param nextSeq number of the next commit
 * @param watermarkMicros watermark of the commit before it, epoch microseconds; null while unknown
 * @param firstNewsMillis earliest time at which a reader of this run had caught up, epoch
 *     milliseconds; null while none had
 * @param newestNewsMillis latest such time; null while none had
 * @param streams all known streams
 */
record LakeWriterState(
    String runId,
    long nextSeq,
    Long watermarkMicros,
    Long firstNewsMillis,
    Long newestNewsMillis,
    List<StreamMark> streams) {

  LakeWriterState {
    streams = List.copyOf(streams);
  }

  /** The state in which a run starts. */
  static LakeWriterState of(ResumePoint point) {
    return new LakeWriterState(
        point.runId(),
        point.seq() + 1,
        point.watermark().map(Times::toMicros).orElse(null),
        null,
        null,
        point.heads().stream()
            .map(
                head ->
                    new StreamMark(
                        head.source(),
                        head.stream(),
                        head.offset(),
                        head.maxTsMicros(),
                        head.offset() < head.endOffset()
                            ? Standing.RESUMED_BEHIND
                            : Standing.RESUMED,
                        StreamMark.digestOf(head.evidence())))
            .toList());
  }
}
