package io.tailwater.connectors.commit;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;

/** The places at which a lake is changed: what one swap of a table's metadata is about. */
enum CommitStep {
  /** A table is created, or gets its empty first commit. */
  MAKE(8, Phase.FIRST_START),
  APPEND_EVENTS(1, Phase.COMMITS),
  APPEND_REQUESTS_HOURLY(1, Phase.COMMITS),
  APPEND_REJECTS(1, Phase.COMMITS),
  APPEND_LEDGER(1, Phase.COMMITS),
  FENCE_LEDGER(1, Phase.RESTART),
  /** A start takes back what an unfinished commit left in a table. */
  ROLLBACK(1, Phase.RESTART),
  FENCE_EVENTS(1, Phase.RESTART),
  FENCE_REQUESTS_HOURLY(1, Phase.RESTART),
  FENCE_REJECTS(1, Phase.RESTART),
  /** Upkeep puts one file in the place of several. */
  MERGE(3, Phase.UPKEEP),
  /** Retention says from which day on a table is whole. */
  RAISE_RETAINED(4, Phase.RETENTION),
  /** Days that are over go from a table of data. */
  RETAIN(3, Phase.RETENTION),
  /** Days that are over go from the ledger, but for the heads of its streams. */
  RETAIN_LEDGER(1, Phase.RETENTION),
  /** A replay marks rejects as events. */
  REPLAY(1, Phase.REPLAY),
  /** The events of replayed rejects come into their table. */
  BRING_EVENTS(1, Phase.REPLAY),
  BRING_REQUESTS_HOURLY(1, Phase.REPLAY),
  /** The ledger's rows about a replay come with a cut that is named anew. */
  RECORD_REPLAY(1, Phase.REPLAY),
  /** An erasure puts files of events in the place of others. */
  ERASE(1, Phase.ERASURE),
  /** The ledger's rows about an erasure come with a cut that is named anew. */
  RECORD_ERASURE(1, Phase.ERASURE),
  /** The manifests of events are written anew, without what is gone. */
  REWRITE_MANIFESTS(1, Phase.ERASURE),
  /** The newest cut is said anew. */
  NAME_CUT(1, Phase.UPKEEP, Phase.RETENTION, Phase.ERASURE),
  EXPIRE(2, Phase.UPKEEP, Phase.ERASURE),
  /** Anything else, such as a new property of a table. */
  OTHER(0);

  /** When a step is taken in the life of a lake. */
  enum Phase {
    FIRST_START,
    COMMITS,
    UPKEEP,
    RETENTION,
    REPLAY,
    ERASURE,
    RESTART
  }

  private final int swaps;
  private final List<Phase> phases;

  CommitStep(int swaps, Phase... phases) {
    this.swaps = swaps;
    this.phases = List.of(phases);
  }

  /** All that are struck. */
  static List<CommitStep> all() {
    return Stream.of(values()).filter(step -> step != OTHER).toList();
  }

  List<Phase> phases() {
    return phases;
  }

  /** How many swaps of this kind there are at least in a phase, one after the other. */
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
      return ofNoSnapshot(base, next);
    }
    if (base.snapshot(now.snapshotId()) != null) {
      return ROLLBACK;
    }
    boolean ledger = table.equals(LakeTables.LEDGER.tableName());
    String commit = now.summary().get(SnapshotKeys.COMMIT);
    boolean carried = commit.equals(base.currentSnapshot().summary().get(SnapshotKeys.COMMIT));
    if (carried && now.summary().containsKey(SnapshotKeys.ERASURE)) {
      return ledger ? RECORD_ERASURE : ERASE;
    }
    if (carried && now.summary().containsKey(SnapshotKeys.REPLAY)) {
      return switch (LakeTables.valueOf(table.toUpperCase(Locale.ROOT))) {
        case REJECTS -> REPLAY;
        case EVENTS -> BRING_EVENTS;
        case REQUESTS_HOURLY -> BRING_REQUESTS_HOURLY;
        case LEDGER -> RECORD_REPLAY;
      };
    }
    return switch (now.operation()) {
      case DataOperations.REPLACE ->
          now.summary().containsKey(SnapshotSummary.ADDED_FILES_PROP) ? MERGE : REWRITE_MANIFESTS;
      case DataOperations.DELETE, DataOperations.OVERWRITE -> ledger ? RETAIN_LEDGER : RETAIN;
      default -> {
        String what = commit.endsWith("-start") ? "FENCE_" : "APPEND_";
        yield carried ? NAME_CUT : valueOf(what + table.toUpperCase(Locale.ROOT));
      }
    };
  }

  private static CommitStep ofNoSnapshot(TableMetadata base, TableMetadata next) {
    if (next.snapshots().size() < base.snapshots().size()) {
      return EXPIRE;
    }
    String day = next.properties().get(RetainedFrom.PROPERTY);
    return Objects.equals(day, base.properties().get(RetainedFrom.PROPERTY))
        ? OTHER
        : RAISE_RETAINED;
  }

  /** The append to a table. */
  static CommitStep appendTo(LakeTables table) {
    return valueOf("APPEND_" + table.name());
  }
}
