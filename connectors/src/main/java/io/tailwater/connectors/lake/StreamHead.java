package io.tailwater.connectors.lake;

/**
 * Where one stream stands in the lake: the newest ledger row that names it.
 *
 * @param source id of the configured source
 * @param stream lineage path and generation, or topic partition
 * @param offset position after the last one committed; reading goes on here
 * @param endOffset end of the stream as last known
 * @param maxTsMicros largest event time committed, epoch microseconds; null when it gave no event
 * @param evidence what the source's reader needs to recognise the stream, as JSON with a version
 */
public record StreamHead(
    String source, String stream, long offset, long endOffset, Long maxTsMicros, String evidence) {

  /** The same of another source. */
  public StreamHead of(String other) {
    return new StreamHead(other, stream, offset, endOffset, maxTsMicros, evidence);
  }
}
