package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.queries.lake.ScanReport;
import java.time.Instant;

/**
 * What every answer says about itself.
 *
 * @param requestId id of the request, also in the log
 * @param from start of the range; null when the answer is about none
 * @param to end of the range, not part of it; null when the answer is about none
 * @param range {@code asked}, {@code default} or {@code newest}; null without a range
 * @param cut the commit that it is computed at
 * @param watermark no event before it is still expected; null while unknown
 * @param complete whether no event of the range is still expected, and retention has removed
 *     nothing of what the answer is made of
 * @param lateRows events that came after their hour had been closed, in commits with events of the
 *     range
 * @param elapsedMs time to compute it
 * @param truncated whether a limit left something out
 * @param scan data files that it was read from; null when it was read from memory alone
 */
public record Meta(
    String requestId,
    Instant from,
    Instant to,
    String range,
    CutName cut,
    Instant watermark,
    boolean complete,
    long lateRows,
    double elapsedMs,
    boolean truncated,
    ScanReport.Amounts scan) {

  /**
   * A commit.
   *
   * @param seq its number
   * @param committedAt its time
   */
  public record CutName(long seq, Instant committedAt) {
    static CutName of(Cut cut) {
      return new CutName(cut.seq(), cut.committedAt());
    }
  }
}
