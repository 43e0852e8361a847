package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeLocation;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upkeep beside a running job, in a thread of its own. A round merges what has become small files
 * and, every few minutes, lets old snapshots go; once a day it merges whatever is left and deletes
 * files that nothing names. Nothing of it is needed for a commit, so what fails is only told, and
 * tried again in the next round.
 */
public final class UpkeepThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UpkeepThread.class);
  private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(5);
  private static final Duration BETWEEN_THOROUGH = Duration.ofDays(1);
  private static final Duration ORPHAN_AGE = Duration.ofDays(3);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final LakeLocation location;
  private final UpkeepTargets targets;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "upkeep");
  private LakeCatalog lake;
  private Instant expiredAt = Instant.EPOCH;
  private Instant thoroughAt = Instant.now();

  /**
   * Begins at once.
   *
   * @param pause time from the end of a round to the next one, above zero
   */
  public UpkeepThread(LakeLocation location, UpkeepTargets targets, Duration pause) {
    this.location = location;
    this.targets = targets;
    this.pause = pause;
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
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
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (lake != null) {
        lake.close();
      }
    }
  }

  private void round() {
    try {
      if (lake == null) {
        lake = LakeCatalog.open(location);
      }
      Upkeep upkeep = new Upkeep(lake, targets);
      report(upkeep.merge(EnumSet.allOf(LakeTables.class), false));
      Instant now = Instant.now();
      if (now.isAfter(expiredAt.plus(BETWEEN_EXPIRIES))) {
        report(upkeep.expire(now, false));
        expiredAt = now;
      }
      if (now.isAfter(thoroughAt.plus(BETWEEN_THOROUGH))) {
        thoroughAt = now;
        Upkeep thorough = new Upkeep(lake, targets.mergingAll());
        report(thorough.merge(EnumSet.allOf(LakeTables.class), false));
        report(thorough.deleteOrphans(now.minus(ORPHAN_AGE), false));
      }
    } catch (RuntimeException e) {
      LOG.warn("Upkeep has to be tried again in {} s: {}", pause.toSeconds(), e.toString());
    }
  }

  private static void report(List<TableUpkeep> tables) {
    List<TableUpkeep> done = tables.stream().filter(table -> !table.isNone()).toList();
    if (!done.isEmpty()) {
      LOG.info("upkeep: {}", done);
    }
  }
}
