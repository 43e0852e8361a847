package io.tailwater.connectors.commit;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What the sink remembers of one stream.
 *
 * @param source id of the configured source
 * @param stream lineage path and generation, or topic partition
 * @param offset position after the last one heard of
 * @param maxTsMicros largest event time, epoch microseconds; null when it gave no event
 * @param standing whether there is more to read
 * @param evidence digest of the evidence last heard
 */
record StreamMark(
    String source, String stream, long offset, Long maxTsMicros, Standing standing, UUID evidence) {

  /** How a stream stood at the last news of it. */
  enum Standing {
    /** Known from the ledger, read to its known end, not heard of in this run. */
    RESUMED,
    /** Known from the ledger, with more to read, not heard of in this run. */
    RESUMED_BEHIND,
    /** There was more to read. */
    BEHIND,
    /** There was nothing more to read. */
    CAUGHT_UP
  }

  /** A digest by which changed evidence is told from the same. */
  static UUID digestOf(String evidence) {
    return UUID.nameUUIDFromBytes(evidence.getBytes(StandardCharsets.UTF_8));
  }
}
