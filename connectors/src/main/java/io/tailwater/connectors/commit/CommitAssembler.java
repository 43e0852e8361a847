package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.StreamProgress;
import io.tailwater.connectors.stream.CommitPart;
import io.tailwater.connectors.stream.WrittenFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Puts the parts of a checkpoint together into one numbered commit. News that change nothing (a
 * reader still has caught up) make no commit of their own, unless they close an hour; that is
 * decided before a number is given, so numbers have no gap. Not thread-safe.
 */
final class CommitAssembler {
  private static final long HOUR_MICROS = TimeUnit.HOURS.toMicros(1);

  private final String runId;
  private final StreamClock clock;
  private final List<WrittenFile> files = new ArrayList<>();
  private final Map<StreamKey, LedgerEntry> entries = new LinkedHashMap<>();
  private long nextSeq;
  private Long watermarkMicros;
  private boolean changed;

  CommitAssembler(long slackMicros, LakeWriterState state) {
    this.runId = state.runId();
    this.nextSeq = state.nextSeq();
    this.watermarkMicros = state.watermarkMicros();
    this.clock = new StreamClock(slackMicros, state);
  }

  /**
   * Takes a part in.
   *
   * @throws CommitRefusedException when a stream does not go on where its last progress ended
   */
  void add(CommitPart part) {
    if (part.file() != null) {
      files.add(part.file());
      changed = true;
    } else {
      add(part.progress());
    }
  }

  /** The commit of all parts since the last call; empty when there is nothing to say. */
  Optional<LakeCommittable> take(long nowMicros) {
    Long watermark = clock.watermark(watermarkMicros, nowMicros);
    if (!changed && (entries.isEmpty() || !closesHour(watermark))) {
      // A commit without a row would leave its number out of the ledger once its snapshot is gone.
      entries.clear();
      return Optional.empty();
    }
    watermarkMicros = watermark;
    String commitId = runId + "-" + nextSeq + "-" + UUID.randomUUID().toString().substring(0, 8);
    LakeCommittable commit =
        new LakeCommittable(
            nextSeq, commitId, files, List.copyOf(entries.values()), watermarkMicros);
    nextSeq++;
    files.clear();
    entries.clear();
    changed = false;
    return Optional.of(commit);
  }

  /** What is to be kept in a checkpoint; right only when no parts wait. */
  LakeWriterState state() {
    if (!files.isEmpty() || !entries.isEmpty()) {
      throw new IllegalStateException(
          "Parts of a commit wait for their number while the state is taken");
    }
    return new LakeWriterState(
        runId,
        nextSeq,
        watermarkMicros,
        clock.firstNewsMillis(),
        clock.newestNewsMillis(),
        clock.marks());
  }

  private void add(StreamProgress progress) {
    StreamKey key = new StreamKey(progress.source(), progress.stream());
    StreamMark known = clock.markOf(key);
    if (known != null && known.offset() != progress.fromOffset()) {
      throw new CommitRefusedException(
          "Stream "
              + progress.stream()
              + " of source "
              + progress.source()
              + " must go on at offset "
              + known.offset()
              + ", got "
              + progress.fromOffset());
    }
    changed |=
        known == null
            || progress.toOffset() > progress.fromOffset()
            || !StreamMark.digestOf(progress.evidence()).equals(known.evidence());
    clock.hear(progress);
    entries.merge(key, LedgerEntry.of(progress, lateOf(progress)), LedgerEntry::then);
  }

  /** Events of hours that the last commit's watermark had closed. */
  private long lateOf(StreamProgress progress) {
    if (watermarkMicros == null) {
      return 0;
    }
    long late = 0;
    for (int i = 0; i < progress.hours().length; i++) {
      if ((progress.hours()[i] + 1) * HOUR_MICROS <= watermarkMicros) {
        late += progress.hourEvents()[i];
      }
    }
    return late;
  }

  /** True when the new watermark passes the end of an hour that may hold events. */
  private boolean closesHour(Long watermark) {
    Long newestEvent = clock.maxTsMicros();
    if (watermark == null || newestEvent == null) {
      return false;
    }
    if (watermarkMicros == null) {
      return true;
    }
    return hourOf(watermark) > hourOf(watermarkMicros)
        && hourOf(watermarkMicros) <= hourOf(newestEvent);
  }

  private static long hourOf(long micros) {
    return Math.floorDiv(micros, HOUR_MICROS);
  }
}
