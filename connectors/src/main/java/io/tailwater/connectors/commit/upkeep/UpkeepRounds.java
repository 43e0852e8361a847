package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upkeep round by round. Each merges what has become small files; every few minutes old snapshots
 * go, at a new day what is over, and once a day whatever is left is merged and files are deleted
 * that nothing names. A table that has not changed is not looked at again. What fails is told and
 * tried again in the next round. Not thread-safe.
 */
public final class UpkeepRounds {
  private static final Logger LOG = LoggerFactory.getLogger(UpkeepRounds.class);
  private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(5);
  private static final Duration BETWEEN_THOROUGH = Duration.ofDays(1);
  private static final Duration FIRST_THOROUGH = Duration.ofHours(1);
  private static final Duration ORPHAN_AGE = Duration.ofDays(3);

  private final LakeCatalog lake;
  private final UpkeepTargets targets;
  private final InstantSource clock;
  private final Table ledger;
  private final Map<LakeTables, Long> merged = new EnumMap<>(LakeTables.class);
  private final Map<LakeTables, Long> measured = new EnumMap<>(LakeTables.class);
  private final Map<LakeTables, Long> filesOver = new EnumMap<>(LakeTables.class);
  private Instant expiryDueAt;
  private Instant retentionDueAt;
  private Instant orphansDueAt;
  private Instant thoroughDueAt;
  private Optional<RuntimeException> failure = Optional.empty();

  /**
   * @param clock the time that ages and pauses are counted by
   */
  public UpkeepRounds(LakeCatalog lake, UpkeepTargets targets, InstantSource clock) {
    this.lake = lake;
    this.targets = targets;
    this.clock = clock;
    this.ledger = lake.load(LakeTables.LEDGER);
    Instant now = clock.instant();
    expiryDueAt = now;
    retentionDueAt = now;
    orphansDueAt = now.plus(FIRST_THOROUGH);
    thoroughDueAt = now.plus(FIRST_THOROUGH);
  }

  /** First what frees space. What fails does not keep the rest from being done. */
  public void round() {
    failure = Optional.empty();
    Instant now = clock.instant();
    Upkeep upkeep = new Upkeep(lake, targets);
    if (!now.isBefore(retentionDueAt) && attempt(() -> report(upkeep.retain(now, false)))) {
      retentionDueAt = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    }
    if (!now.isBefore(expiryDueAt) && attempt(() -> report(upkeep.expire(now, false)))) {
      expiryDueAt = now.plus(BETWEEN_EXPIRIES);
    }
    if (!now.isBefore(orphansDueAt)
        && attempt(() -> report(upkeep.deleteOrphans(now.minus(ORPHAN_AGE), false)))) {
      orphansDueAt = now.plus(BETWEEN_THOROUGH);
    }
    boolean thorough = !now.isBefore(thoroughDueAt);
    Upkeep merging = thorough ? new Upkeep(lake, targets.mergingAll()) : upkeep;
    boolean done = true;
    for (LakeTables kind : LakeTables.values()) {
      done &= attempt(() -> merge(kind, merging, thorough));
    }
    if (thorough && done) {
      thoroughDueAt = now.plus(BETWEEN_THOROUGH);
    }
    attempt(this::measure);
  }

  /** What failed first in the last round, and will be tried again. */
  public Optional<RuntimeException> failure() {
    return failure;
  }

  /** A sentence on what upkeep is so far behind with that commits are to be slowed. */
  public Optional<String> behind() {
    return filesOver.entrySet().stream()
        .filter(table -> table.getValue() >= targets.slowFrom())
        .map(
            table ->
                table.getKey().tableName()
                    + " has "
                    + table.getValue()
                    + " small files more than the "
                    + TableShape.FILES_A_DAY
                    + " a day that it should have")
        .findFirst();
  }

  private void merge(LakeTables kind, Upkeep merging, boolean anyhow) {
    long snapshot = newest().snapshotOf(kind);
    if (anyhow || !Long.valueOf(snapshot).equals(merged.get(kind))) {
      List<TableUpkeep> done = merging.merge(EnumSet.of(kind), false);
      report(done);
      if (done.stream().allMatch(TableUpkeep::isNone)) {
        merged.put(kind, snapshot);
      }
    }
  }

  private void measure() {
    Cut cut = newest();
    for (LakeTables kind : LakeTables.values()) {
      Long snapshot = cut.snapshotOf(kind);
      if (!snapshot.equals(measured.get(kind))) {
        filesOver.put(kind, filesOver(lake.load(kind), snapshot));
        measured.put(kind, snapshot);
      }
    }
  }

  /** The files are only looked at where there are enough of them in all. */
  private long filesOver(Table table, long snapshot) {
    String files =
        table.snapshot(snapshot).summary().getOrDefault(SnapshotSummary.TOTAL_DATA_FILES_PROP, "0");
    return Long.parseLong(files) < targets.slowFrom()
        ? 0
        : TableShape.of(table, snapshot).filesOver();
  }

  /** Costs a query of the catalog while nothing is new. */
  private Cut newest() {
    ledger.refresh();
    return Cut.newest(ledger).orElseThrow();
  }

  private boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (RuntimeException e) {
      LOG.warn("Upkeep has to be tried again: {}", e.toString());
      failure = failure.or(() -> Optional.of(e));
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
