package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.Locale;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;

/** The places at which a lake is changed: what one swap of a table's metadata is about. */
enum CommitStep {
  /** A table is created, or gets its empty first commit. */
  MAKE(Phase.FIRST_START, 8),
  APPEND_EVENTS(Phase.COMMITS, 1),
  APPEND_REQUESTS_HOURLY(Phase.COMMITS, 1),
  APPEND_REJECTS(Phase.COMMITS, 1),
  APPEND_LEDGER(Phase.COMMITS, 1),
  FENCE_LEDGER(Phase.RESTART, 1),
  /** A start takes back what an unfinished commit left in a table. */
  ROLLBACK(Phase.RESTART, 1),
  FENCE_EVENTS(Phase.RESTART, 1),
  FENCE_REQUESTS_HOURLY(Phase.RESTART, 1),
  FENCE_REJECTS(Phase.RESTART, 1),
  /** Upkeep puts one file in the place of several. */
  MERGE(Phase.UPKEEP, 3),
  /** Upkeep says the newest cut anew. */
  NAME_CUT(Phase.UPKEEP, 1),
  EXPIRE(Phase.UPKEEP, 2),
  /** Anything else, such as a new property of a table. */
  OTHER(Phase.NEVER, 0);

  /** When a step is taken in the life of a lake. */
  enum Phase {
    FIRST_START,
    COMMITS,
    UPKEEP,
    RESTART,
    NEVER
  }

  private final Phase phase;
  private final int swaps;

  CommitStep(Phase phase, int swaps) {
    this.phase = phase;
    this.swaps = swaps;
  }

  Phase phase() {
    return phase;
  }

  /** How many swaps of this kind there are at least, one after the other. */
  int swaps() {
    return swaps;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", " ");
  }

  /** What the swap from one metadata of a table to the next is about. */
  static CommitStep of(String table, TableMetadata base, TableMetadata next) {
    if (base == null || base.currentSnapshot() == null) {
      return MAKE;
    }
    Snapshot now = next.currentSnapshot();
    if (now.snapshotId() == base.currentSnapshot().snapshotId()) {
      return next.snapshots().size() < base.snapshots().size() ? EXPIRE : OTHER;
    }
    if (base.snapshot(now.snapshotId()) != null) {
      return ROLLBACK;
    }
    if (DataOperations.REPLACE.equals(now.operation())) {
      return MERGE;
    }
    String commit = now.summary().get(SnapshotKeys.COMMIT);
    if (commit.equals(base.currentSnapshot().summary().get(SnapshotKeys.COMMIT))) {
      return NAME_CUT;
    }
    String what = commit.endsWith("-start") ? "FENCE_" : "APPEND_";
    return valueOf(what + table.toUpperCase(Locale.ROOT));
  }

  /** The append to a table. */
  static CommitStep appendTo(LakeTables table) {
    return valueOf("APPEND_" + table.name());
  }
}
