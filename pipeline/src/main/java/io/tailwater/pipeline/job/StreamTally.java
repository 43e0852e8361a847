package io.tailwater.pipeline.job;

import io.tailwater.connectors.lake.LossReason;
import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.LineBatch;
import io.tailwater.pipeline.parse.ParseTally;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what was read of one stream since the last checkpoint. */
final class StreamTally {
  private final LineBatch first;
  private final Map<Long, Long> hours = new TreeMap<>();
  private LineBatch last;
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
    this.first = first;
  }

  void add(LineBatch batch, ParseTally parsed) {
    last = batch;
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
        first.source(),
        first.stream(),
        first.fromOffset(),
        last.toOffset(),
        last.endOffset(),
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
        last.evidence());
  }

  private Long least(Long ts) {
    return Math.min(minTsMicros, ts);
  }

  private Long most(Long ts) {
    return Math.max(maxTsMicros, ts);
  }
}
