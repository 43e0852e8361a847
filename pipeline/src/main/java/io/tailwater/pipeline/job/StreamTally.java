package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LossReason;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.ParseTally;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up what was read of one stream since the last checkpoint. Keeps no batch, whose bytes would
 * be a mebibyte for each of thousands of streams.
 */
final class StreamTally {
  private final String source;
  private final String stream;
  private final long fromOffset;
  private final Map<Long, Long> hours = new TreeMap<>();
  private long toOffset;
  private long endOffset;
  private String evidence;
  private long events;
  private long rejects;
  private long filtered;
  private long lost;
  private String lossReason;
  private long bytes;
  private Long minTsMicros;
  private Long maxTsMicros;
  private Long caughtUpAtMillis;

  StreamTally(LineBatch first) {
    this.source = first.source();
    this.stream = first.stream();
    this.fromOffset = first.fromOffset();
  }

  void add(LineBatch batch, ParseTally parsed) {
    toOffset = batch.toOffset();
    endOffset = batch.endOffset();
    evidence = batch.evidence();
    caughtUpAtMillis = batch.caughtUp() ? (Long) batch.readAtMillis() : null;
    if (batch.kind() == LineBatch.Kind.LOST) {
      lost += batch.lost();
      lossReason = LossReason.join(lossReason, batch.reason());
      return;
    }
    bytes += batch.ends() == null ? batch.toOffset() - batch.fromOffset() : batch.length();
    events += parsed.events();
    rejects += parsed.rejects();
    filtered += parsed.filtered();
    if (parsed.events() > 0) {
      minTsMicros = minTsMicros == null ? parsed.minTsMicros() : least(parsed.minTsMicros());
      maxTsMicros = maxTsMicros == null ? parsed.maxTsMicros() : most(parsed.maxTsMicros());
      long[] hour = parsed.hours();
      long[] count = parsed.hourEvents();
      for (int i = 0; i < hour.length; i++) {
        hours.merge(hour[i], count[i], Long::sum);
      }
    }
  }

  StreamProgress toProgress() {
    return new StreamProgress(
        source,
        stream,
        fromOffset,
        toOffset,
        endOffset,
        events + rejects + filtered,
        events,
        rejects,
        filtered,
        lost,
        lossReason,
        bytes,
        minTsMicros,
        maxTsMicros,
        hours.keySet().stream().mapToLong(Long::longValue).toArray(),
        hours.values().stream().mapToLong(Long::longValue).toArray(),
        caughtUpAtMillis,
        evidence);
  }

  private Long least(Long ts) {
    return Math.min(minTsMicros, ts);
  }

  private Long most(Long ts) {
    return Math.max(maxTsMicros, ts);
  }
}
