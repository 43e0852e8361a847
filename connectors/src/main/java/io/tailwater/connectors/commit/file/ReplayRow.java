package io.tailwater.connectors.commit.file;

/**
 * A row of {@code ledger} about a replay: how many rejects have become events, of those that one
 * commit counts in one stream.
 *
 * @param replay id of the replay
 * @param seq number of the commit that counts the rejects
 * @param committedAtMicros time of that commit, epoch microseconds
 * @param source id of the source
 * @param stream name of the stream
 * @param fromOffset first position of the commit's range that the rejects lie in
 * @param replayed rejects that are none any more, 1 and more
 * @param events events that came of them, 0 and more
 * @param minTsMicros smallest time of these events, epoch microseconds; null without events
 * @param maxTsMicros largest time of these events, epoch microseconds; null without events
 */
public record ReplayRow(
    String replay,
    long seq,
    long committedAtMicros,
    String source,
    String stream,
    long fromOffset,
    long replayed,
    long events,
    Long minTsMicros,
    Long maxTsMicros) {}
