package io.tailwater.connectors.lake;

/**
 * What was read of one stream between two checkpoints: a ledger row before it is committed.
 *
 * <p>{@code lines = events + rejects + filtered}; a skipped range has no lines. A stream may have
 * several adjacent entries in one commit. Times are epoch microseconds in UTC.
 *
 * @param source id of the configured source
 * @param stream lineage path and generation, or topic partition
 * @param fromOffset first position read
 * @param toOffset position after the last one read
 * @param endOffset end of the stream when it was last looked at
 * @param lines lines in the range
 * @param events lines that became events
 * @param rejects lines that became rejects
 * @param filtered blank lines and those a configured filter dropped
 * @param lost bytes that were gone before they could be read, as far as they were ever seen; no
 *     range holds them
 * @param lossReason why; null when nothing was lost
 * @param bytes bytes read
 * @param minTsMicros smallest event time; null without events
 * @param maxTsMicros largest event time; null without events
 * @param hours hours since the epoch that got events, ascending
 * @param hourEvents events of each of {@code hours}
 * @param caughtUpAtMillis when the reader last stood at the stream's end, epoch milliseconds; null
 *     when it did not
 * @param evidence what a reader needs to go on at {@code toOffset}, as JSON with a version
 */
public record StreamProgress(
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
    long bytes,
    Long minTsMicros,
    Long maxTsMicros,
    long[] hours,
    long[] hourEvents,
    Long caughtUpAtMillis,
    String evidence) {

  public StreamProgress {
    if (fromOffset < 0 || toOffset < fromOffset) {
      throw new IllegalArgumentException(
          "Progress of " + stream + " needs 0 <= from <= to, got " + fromOffset + ", " + toOffset);
    }
    if (lines != events + rejects + filtered) {
      throw new IllegalArgumentException(
          "Progress of "
              + stream
              + ": lines = events + rejects + filtered, got "
              + lines
              + " = "
              + events
              + " + "
              + rejects
              + " + "
              + filtered);
    }
  }

  /** A stream that was seen, and nothing read of it yet. */
  public static StreamProgress nothingRead(
      String source, String stream, long offset, long endOffset, String evidence) {
    return new StreamProgress(
        source,
        stream,
        offset,
        offset,
        endOffset,
        0,
        0,
        0,
        0,
        0,
        null,
        0,
        null,
        null,
        new long[0],
        new long[0],
        null,
        evidence);
  }
}
