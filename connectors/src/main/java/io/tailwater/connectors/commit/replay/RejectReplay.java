package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.DescribedOverwrite;
import io.tailwater.connectors.commit.LedgerDebt;
import io.tailwater.connectors.commit.Patience;
import io.tailwater.connectors.commit.Replay;
import io.tailwater.connectors.commit.Rereading;
import io.tailwater.connectors.commit.upkeep.Recording;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLayout;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/**
 * Parses rejected lines again and commits those that are events by today's configuration, beside
 * whoever commits to the lake. Its steps, for some files at a time:
 *
 * <ol>
 *   <li>Events, their sums for the rollups, what the ledger has to say, and the files of rejects
 *       with the lines marked are written.
 *   <li>The marked files take the place of the old ones in one commit, which says where the others
 *       are. A line is replayed once because this is done once: who meets a file that another one
 *       has marked meanwhile begins anew and sees the marks.
 *   <li>Whichever commit of the ledger is the first to name that one brings the others in: the
 *       job's next one, or one made here.
 * </ol>
 *
 * A crash leaves a step done or not done. Not thread-safe.
 */
public final class RejectReplay {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int TRIES = 50;

  /** Orphans are deleted after days: a machine may have slept in between. */
  private static final Duration LONGEST_STEP = Duration.ofHours(12);

  private static final String NOT_ENDED =
      "A commit of the job has begun and does not end. If no job runs, start one (ingest --once will"
          + " do); then replay the same again";

  private final LakeCatalog lake;
  private final ReplaySteps steps;
  private final Recording<Replay> recording;

  /**
   * @param filter which rejects are meant
   * @param reparse what they are today
   */
  public RejectReplay(LakeCatalog lake, RejectFilter filter, Reparse reparse) {
    this(lake, filter, reparse, LONGEST_WAIT);
  }

  /**
   * @param filter which rejects are meant
   * @param reparse what they are today
   * @param patience longest wait for a commit that somebody else has begun
   */
  public RejectReplay(LakeCatalog lake, RejectFilter filter, Reparse reparse, Duration patience) {
    this.lake = lake;
    this.recording =
        new Recording<>(
            lake, LakeTables.REJECTS, LedgerDebt.REPLAYS, new Patience(patience), NOT_ENDED);
    this.steps = new ReplaySteps(lake, filter, reparse);
  }

  /** Says what would be done, and changes nothing. */
  public ReplayReport plan() {
    return Rereading.of(() -> steps.look(recording.cut()));
  }

  /**
   * Does it.
   *
   * @throws IllegalStateException when the lake does not permit it, or not now
   */
  public ReplayReport run() {
    Map<LakeTables, Table> tables = lake.loadAll();
    LakeLayout.requireNewest(tables);
    recording.awaitEndOfCommit();
    Map<String, ReplayReport> left = new HashMap<>();
    ReplayReport sum = ReplayReport.NOTHING;
    int failed = 0;
    while (true) {
      Optional<ReplayStep> next = Rereading.of(() -> steps.next(recording.cut(), left.keySet()));
      if (next.isEmpty()) {
        // Files that were merged meanwhile were looked at again.
        left.keySet().retainAll(steps.locations(recording.cut()));
        return left.values().stream().reduce(sum, ReplayReport::and);
      }
      ReplayStep step = next.get();
      if (step.replay().isEmpty() || commit(step, step.replay().get(), tables)) {
        left.putAll(step.left());
        sum = sum.and(step.passed());
        failed = 0;
      } else if (++failed >= TRIES) {
        throw new IllegalStateException(
            "Files of rejects were always replaced by others meanwhile; replay the same again");
      }
    }
  }

  /** True when it is in the lake for good. */
  private boolean commit(ReplayStep step, Replay replay, Map<LakeTables, Table> tables) {
    Table rejects = tables.get(LakeTables.REJECTS);
    DescribedOverwrite overwrite =
        new DescribedOverwrite(rejects, SnapshotKeys.REPLAY, replay.toJson());
    boolean fresh = step.begun().isAfter(Instant.now().minus(LONGEST_STEP));
    try {
      if (fresh
          && overwrite.commit(
              step.cut().snapshotOf(LakeTables.REJECTS), step.old(), step.marked())) {
        return recording.await(replay, overwrite, true);
      }
      step.delete(tables);
    } catch (CommitStateUnknownException e) {
      // It may still come to be; its files are orphans otherwise.
    }
    recording.awaitEndOfCommit();
    return false;
  }
}
