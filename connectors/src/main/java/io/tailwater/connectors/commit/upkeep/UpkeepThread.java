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
  private static final Duration FIRST_THOROUGH = Duration.ofHours(1);
  private static final Duration ORPHAN_AGE = Duration.ofDays(3);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final LakeLocation location;
  private final UpkeepTargets targets;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "upkeep");
  private LakeCatalog lake;
  private Instant expiryDueAt = Instant.now();
  private Instant orphansDueAt = Instant.now().plus(FIRST_THOROUGH);
  private Instant thoroughDueAt = Instant.now().plus(FIRST_THOROUGH);

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

  /** First what frees space. What fails does not keep the rest from being done. */
  private void round() {
    Instant now = Instant.now();
    if (lake == null && !attempt(() -> lake = LakeCatalog.open(location))) {
      return;
    }
    Upkeep upkeep = new Upkeep(lake, targets);
    if (now.isAfter(expiryDueAt) && attempt(() -> report(upkeep.expire(now, false)))) {
      expiryDueAt = now.plus(BETWEEN_EXPIRIES);
    }
    if (now.isAfter(orphansDueAt)
        && attempt(() -> report(upkeep.deleteOrphans(now.minus(ORPHAN_AGE), false)))) {
      orphansDueAt = now.plus(BETWEEN_THOROUGH);
    }
    boolean thorough = now.isAfter(thoroughDueAt);
    Upkeep merging = thorough ? new Upkeep(lake, targets.mergingAll()) : upkeep;
    boolean merged = true;
    for (LakeTables kind : LakeTables.values()) {
      merged &= attempt(() -> report(merging.merge(EnumSet.of(kind), false)));
    }
    if (thorough && merged) {
      thoroughDueAt = now.plus(BETWEEN_THOROUGH);
    }
  }

  private boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Upkeep has to be tried again in {} s: {}", pause.toSeconds(), e.toString());
      return false;
    }
  }

  private static void report(List<TableUpkeep> tables) {
    List<TableUpkeep> done = tables.stream().filter(table -> !table.isNone()).toList();
    if (!done.isEmpty()) {
      LOG.info("upkeep: {}", done);
    }
  }
}
