package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.StreamHead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a run takes up: everything read from one snapshot of the ledger, so that offsets and
 * numbers belong together.
 *
 * @param cut the newest commit
 * @param seq its number; the run's first commit is the next one
 * @param runId the run that now owns the tables
 * @param heads where every known stream stands
 * @param watermark the newest commit's; empty while unknown
 */
public record ResumePoint(
    Cut cut, long seq, String runId, List<StreamHead> heads, Optional<Instant> watermark) {

  public ResumePoint {
    heads = List.copyOf(heads);
  }
}
