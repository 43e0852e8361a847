package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes commits once their checkpoint is complete. */
final class LakeCommitter implements Committer<LakeCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(LakeCommitter.class);

  private final LakeLocation location;
  private final String pipeline;
  private final LakeWriterState start;
  private LakeCatalog lake;
  private LakeCoordinator coordinator;

  LakeCommitter(LakeLocation location, String pipeline, LakeWriterState start) {
    this.location = location;
    this.pipeline = pipeline;
    this.start = start;
  }

  @Override
  public void commit(Collection<CommitRequest<LakeCommittable>> requests) {
    try {
      for (CommitRequest<LakeCommittable> request : requests) {
        coordinator().commit(request.getCommittable());
      }
    } catch (CommitRefusedException e) {
      throw new SuppressRestartsException(e);
    } catch (RuntimeException e) {
      LOG.warn(
          "a commit could not be made, the job starts again from its last checkpoint: {}",
          e.getMessage());
      throw e;
    }
  }

  @Override
  public void close() {
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
