package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LossReason;
import io.tailwater.connectors.lake.StreamHead;
import io.tailwater.connectors.lake.StreamProgress;

/**
 * What one commit says of one stream: its progress entries of that commit, added up.
 *
 * @param source id of the configured source
 * @param stream lineage path and generation, or topic partition
 * @param fromOffset first position read
 * @param toOffset position after the last one read
 * @param endOffset end of the stream when it was last looked at
 * @param lines lines in the range: events + rejects + filtered
 * @param events lines that became events
 * @param rejects lines that became rejects
 * @param filtered lines that were dropped on purpose
 * @param lost bytes that were gone before they could be read
 * @param lossReason why; null when nothing was lost
 * @param late events of hours that the watermark had closed before this commit
 * @param bytes bytes read
 * @param minTsMicros smallest event time, epoch microseconds; null without events
 * @param maxTsMicros largest event time, epoch microseconds; null without events
 * @param evidence what a reader needs to go on at {@code toOffset}, as JSON with a version
 * @param adoptedFrom id of the source that read the stream up to here, when this one takes it over;
 *     null otherwise
 */
public record LedgerEntry(
    String source,
    String stream,
    long fromOffset,
    long toOffset,
    long endOffset,
    long lines,
    long events,
    long rejects,
    long filtered,
    long lost,
    String lossReason,
    long late,
    long bytes,
    Long minTsMicros,
    Long maxTsMicros,
    String evidence,
    String adoptedFrom) {

  /** A source takes over what another one has read of a stream, and goes on where that stands. */
  static LedgerEntry adopted(StreamHead head, String source) {
    return new LedgerEntry(
        source,
        head.stream(),
        head.offset(),
        head.offset(),
        head.endOffset(),
        0,
        0,
        0,
        0,
        0,
        null,
        0,
        0,
        null,
        null,
        head.evidence(),
        head.source());
  }

  /** One progress as an entry of its own. */
  static LedgerEntry of(StreamProgress progress, long late) {
    return new LedgerEntry(
        progress.source(),
        progress.stream(),
        progress.fromOffset(),
        progress.toOffset(),
        progress.endOffset(),
        progress.lines(),
        progress.events(),
        progress.rejects(),
        progress.filtered(),
        progress.lost(),
        progress.lossReason(),
        late,
        progress.bytes(),
        progress.minTsMicros(),
        progress.maxTsMicros(),
        progress.evidence(),
        null);
  }

  /**
   * This entry and the one that follows it in the same stream.
   *
   * @throws IllegalStateException when the next one does not start where this one ends
   */
  LedgerEntry then(LedgerEntry next) {
    if (next.fromOffset != toOffset) {
      throw new IllegalStateException(
          "Stream "
              + stream
              + " of source "
              + source
              + " must go on at offset "
              + toOffset
              + ", got "
              + next.fromOffset);
    }
    return new LedgerEntry(
        source,
        stream,
        fromOffset,
        next.toOffset,
        next.endOffset,
        lines + next.lines,
        events + next.events,
        rejects + next.rejects,
        filtered + next.filtered,
        lost + next.lost,
        LossReason.join(lossReason, next.lossReason),
        late + next.late,
        bytes + next.bytes,
        least(minTsMicros, next.minTsMicros),
        greatest(maxTsMicros, next.maxTsMicros),
        next.evidence,
        adoptedFrom);
  }

  private static Long least(Long a, Long b) {
    return a == null ? b : b == null ? a : (Long) Math.min(a, b);
  }

  private static Long greatest(Long a, Long b) {
    return a == null ? b : b == null ? a : (Long) Math.max(a, b);
  }
}
