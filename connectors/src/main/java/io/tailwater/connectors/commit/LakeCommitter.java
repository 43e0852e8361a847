package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.upkeep.UpkeepTargets;
import io.tailwater.connectors.commit.upkeep.UpkeepThread;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.TroubleFile;
import java.time.Duration;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes commits once their checkpoint is complete, and keeps the tables in shape meanwhile. */
final class LakeCommitter implements Committer<LakeCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCommitter.class);
  private static final Duration BETWEEN_UPKEEP = Duration.ofSeconds(30);

  /** Who stops the job waits for its last commit, so not longer. */
  private static final Duration SLOW = Duration.ofSeconds(30);

  private final LakeLocation location;
  private final String pipeline;
  private final LakeWriterState start;
  private final TroubleFile trouble;
  private final UpkeepThread upkeep;
  private final CommitPace pace;
  private LakeCatalog lake;
  private LakeCoordinator coordinator;

  LakeCommitter(
      LakeLocation location, String pipeline, LakeWriterState start, UpkeepTargets targets) {
    this(location, pipeline, start, targets, BETWEEN_UPKEEP);
  }

  /**
   * @param betweenUpkeep time from one round of upkeep to the next
   */
  LakeCommitter(
      LakeLocation location,
      String pipeline,
      LakeWriterState start,
      UpkeepTargets targets,
      Duration betweenUpkeep) {
    this.location = location;
    this.pipeline = pipeline;
    this.start = start;
    this.trouble = TroubleFile.ofCommits(location);
    this.upkeep = new UpkeepThread(location, targets, betweenUpkeep);
    this.pace = new CommitPace(upkeep::isBehind, SLOW);
  }

  @Override
  public void commit(Collection<CommitRequest<LakeCommittable>> requests)
      throws InterruptedException {
    try {
      for (CommitRequest<LakeCommittable> request : requests) {
        LakeCoordinator committing = coordinator();
        pace.await();
        committing.commit(request.getCommittable());
      }
      trouble.succeeded();
    } catch (CommitRefusedException e) {
      throw new SuppressRestartsException(e);
    } catch (RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        trouble.note(e);
      }
      LOG.warn(
          "a commit could not be made, the job starts again from its last checkpoint: {}",
          e.getMessage());
      throw e;
    }
  }

  @Override
  public void close() {
    upkeep.close();
    if (lake != null) {
      lake.close();
    }
  }

  private LakeCoordinator coordinator() {
    if (coordinator == null) {
      if (lake == null) {
        lake = LakeCatalog.open(location);
      }
      coordinator = new LakeCoordinator(lake, pipeline, start, Backoff.DEFAULT);
    }
    return coordinator;
  }
}
