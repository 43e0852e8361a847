package io.tailwater.connectors.commit.file;

/**
 * A row of {@code ledger} about an erasure: how many events of one hour are gone, or were changed,
 * of those that one commit counts in one stream.
 *
 * @param erasure id of the erasure
 * @param seq number of the commit that counts the events
 * @param committedAtMicros time of that commit, epoch microseconds
 * @param source id of the source
 * @param stream name of the stream
 * @param fromOffset first position of the commit's range that the events lie in
 * @param hourMicros start of the hour of the events, epoch microseconds
 * @param erased events that are gone, 0 and more
 * @param erasedBytes their bytes, as the rollups count them
 * @param erasedLatencies how many of them had a latency
 * @param corrected events that were changed, 0 and more
 */
public record ErasureRow(
    String erasure,
    long seq,
    long committedAtMicros,
    String source,
    String stream,
    long fromOffset,
    long hourMicros,
    long erased,
    long erasedBytes,
    long erasedLatencies,
    long corrected) {}
