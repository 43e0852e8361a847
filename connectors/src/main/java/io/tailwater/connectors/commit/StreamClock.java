package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.StreamMark.Standing;
import io.tailwater.connectors.lake.StreamProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Says how far event time is complete. The law, with {@code slack} for how much events may be out
 * of order:
 *
 * <ul>
 *   <li>A stream that is behind holds the watermark at its largest event time less the slack. One
 *       that has given no event yet holds it where it is.
 *   <li>A stream that had caught up at its last news may since have got lines of any later time, so
 *       it holds the watermark only at the newest time at which any reader had caught up, less the
 *       slack. Rotated and idle streams therefore hold nothing back while another is read.
 *   <li>A stream known from the ledger, not heard of in this run, holds like one that is behind if
 *       more was known to be there, until readers have been at it for {@link #PATIENCE_MS}: its
 *       source may have been taken out of the configuration.
 *   <li>The watermark never goes back, and never beyond now less the slack.
 * </ul>
 *
 * Correctness does not depend on it: it says which hours are complete, and what came late counts
 * all the same.
 */
final class StreamClock {
  /** How long a resumed stream is waited for, counted in news of the others. */
  static final long PATIENCE_MS = TimeUnit.MINUTES.toMillis(5);

  private final long slackMicros;
  private final Map<StreamKey, StreamMark> streams = new HashMap<>();
  private Long firstNewsMillis;
  private Long newestNewsMillis;

  /**
   * @param slackMicros how much events may be out of order, microseconds
   */
  StreamClock(long slackMicros, LakeWriterState state) {
    this.slackMicros = slackMicros;
    this.firstNewsMillis = state.firstNewsMillis();
    this.newestNewsMillis = state.newestNewsMillis();
    for (StreamMark mark : state.streams()) {
      streams.put(new StreamKey(mark.source(), mark.stream()), mark);
    }
  }

  /** What is known of a stream; null when nothing is. */
  StreamMark markOf(StreamKey key) {
    return streams.get(key);
  }

  List<StreamMark> marks() {
    return List.copyOf(streams.values());
  }

  Long firstNewsMillis() {
    return firstNewsMillis;
  }

  Long newestNewsMillis() {
    return newestNewsMillis;
  }

  /** Takes note of a stream's progress. */
  void hear(StreamProgress news) {
    StreamKey key = new StreamKey(news.source(), news.stream());
    StreamMark before = streams.get(key);
    Long caughtUpAt = news.caughtUpAtMillis();
    streams.put(
        key,
        new StreamMark(
            news.source(),
            news.stream(),
            news.toOffset(),
            greatest(before == null ? null : before.maxTsMicros(), news.maxTsMicros()),
            caughtUpAt == null ? Standing.BEHIND : Standing.CAUGHT_UP,
            StreamMark.digestOf(news.evidence())));
    if (caughtUpAt != null) {
      newestNewsMillis = greatest(newestNewsMillis, caughtUpAt);
      firstNewsMillis = firstNewsMillis == null ? caughtUpAt : firstNewsMillis;
    }
  }

  /** Largest event time of all streams, epoch microseconds; null without events. */
  Long maxTsMicros() {
    Long max = null;
    for (StreamMark mark : streams.values()) {
      max = greatest(max, mark.maxTsMicros());
    }
    return max;
  }

  /**
   * The watermark as of now.
   *
   * @param before the watermark so far; null while unknown
   * @return epoch microseconds; null while unknown
   */
  Long watermark(Long before, long nowMicros) {
    Long bound = null;
    for (StreamMark mark : streams.values()) {
      switch (mark.standing()) {
        case RESUMED -> {}
        case CAUGHT_UP ->
            bound = least(bound, TimeUnit.MILLISECONDS.toMicros(newestNewsMillis) - slackMicros);
        case BEHIND, RESUMED_BEHIND -> {
          if (mark.standing() == Standing.BEHIND || isAwaited()) {
            if (mark.maxTsMicros() == null) {
              return before;
            }
            bound = least(bound, mark.maxTsMicros() - slackMicros);
          }
        }
      }
    }
    return bound == null ? before : greatest(before, Math.min(bound, nowMicros - slackMicros));
  }

  private boolean isAwaited() {
    return newestNewsMillis == null || newestNewsMillis - firstNewsMillis < PATIENCE_MS;
  }

  private static Long least(Long a, long b) {
    return a == null ? b : Math.min(a, b);
  }

  private static Long greatest(Long a, Long b) {
    return a == null ? b : b == null ? a : (Long) Math.max(a, b);
  }
}
