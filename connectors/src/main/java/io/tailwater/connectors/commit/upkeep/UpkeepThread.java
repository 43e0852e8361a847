package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.TroubleFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upkeep beside a running job, in a thread of its own. Nothing of it is needed for a commit, so
 * what fails is only told; but when it is far behind, commits are to be slowed.
 */
public final class UpkeepThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpkeepThread.class);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final LakeLocation location;
  private final UpkeepTargets targets;
  private final Duration pause;
  private final TroubleFile trouble;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "upkeep");
  private LakeCatalog lake;
  private UpkeepRounds rounds;
  private volatile boolean behind;

  /**
   * Begins at once.
   *
   * @param pause time from the end of a round to the next one, above zero
   */
  public UpkeepThread(LakeLocation location, UpkeepTargets targets, Duration pause) {
    this.location = location;
    this.targets = targets;
    this.pause = pause;
    this.trouble = TroubleFile.ofUpkeep(location);
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** True while so many small files are there that more of them are to come more slowly. */
  public boolean isBehind() {
    return behind;
  }

  /** Ends after the step under way; one that takes too long is left to end by itself. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isOpen()) {
          rounds.round();
          say(rounds.behind());
          tell(rounds.failure());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      behind = false;
      if (lake != null) {
        lake.close();
      }
    }
  }

  private boolean isOpen() {
    try {
      lake = lake == null ? LakeCatalog.open(location) : lake;
      rounds = rounds == null ? new UpkeepRounds(lake, targets, InstantSource.system()) : rounds;
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Upkeep has to be tried again: {}", e.toString());
      tell(Optional.of(e));
      return false;
    }
  }

  private void tell(Optional<RuntimeException> failure) {
    failure.ifPresentOrElse(trouble::note, trouble::succeeded);
  }

  private void say(Optional<String> debt) {
    if (debt.isPresent() != behind) {
      debt.ifPresentOrElse(
          what -> LOG.warn("Upkeep is behind, commits are slowed until it is not: {}", what),
          () -> LOG.info("Upkeep has caught up, commits are made as often as configured"));
    }
    behind = debt.isPresent();
    thread.setPriority(behind ? Thread.NORM_PRIORITY : Thread.MIN_PRIORITY);
  }
}
