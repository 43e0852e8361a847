package io.tailwater.connectors.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * One commit of the lake as readers see it: the snapshots of all tables that belong together.
 *
 * @param pipeline who committed
 * @param seq number of the commit; 0 is the empty lake
 * @param commitId unique id of the commit
 * @param committedAt time of the commit
 * @param watermark no event before it is still expected; empty while unknown
 * @param ledgerSnapshot the ledger's own snapshot
 * @param snapshots table name to snapshot id for the tables other than the ledger
 */
public record Cut(
    String pipeline,
    long seq,
    String commitId,
    Instant committedAt,
    Optional<Instant> watermark,
    long ledgerSnapshot,
    Map<String, Long> snapshots) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Cut {
    snapshots = Map.copyOf(snapshots);
    for (LakeTables table : LakeTables.DATA) {
      if (!snapshots.containsKey(table.tableName())) {
        throw new IllegalArgumentException(
            "A cut names every table, but commit " + seq + " does not name " + table.tableName());
      }
    }
  }

  /** The snapshot of a data table or of the ledger itself. */
  public long snapshotOf(LakeTables table) {
    return table == LakeTables.LEDGER ? ledgerSnapshot : snapshots.get(table.tableName());
  }

  /**
   * The newest cut: that of the newest ledger snapshot. Looks at ancestors of the current snapshot
   * only. Empty when no snapshot carries a cut, which means that the lake was never set up.
   */
  public static Optional<Cut> newest(Table ledger) {
    Snapshot snapshot = ledger.currentSnapshot();
    while (snapshot != null) {
      if (snapshot.summary().containsKey(SnapshotKeys.CUT)) {
        return Optional.of(of(snapshot));
      }
      snapshot = snapshot.parentId() == null ? null : ledger.snapshot(snapshot.parentId());
    }
    return Optional.empty();
  }

  /**
   * The snapshots of the ledger that name a cut, up to one of them, newest first. Not only its
   * ancestors: where snapshots between have expired, that line is torn. The ledger is never rolled
   * back, so there are no others.
   */
  public static List<Snapshot> newestFirst(Table ledger, long ledgerSnapshot) {
    long newest = ledger.snapshot(ledgerSnapshot).sequenceNumber();
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : ledger.snapshots()) {
      if (snapshot.sequenceNumber() <= newest && snapshot.summary().containsKey(SnapshotKeys.CUT)) {
        snapshots.add(snapshot);
      }
    }
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber).reversed());
    return snapshots;
  }

  /** The cut that a ledger snapshot names. */
  public static Cut of(Snapshot ledgerSnapshot) {
    Map<String, String> summary = ledgerSnapshot.summary();
    return new Cut(
        summary.get(SnapshotKeys.PIPELINE),
        Long.parseLong(summary.get(SnapshotKeys.SEQ)),
        summary.get(SnapshotKeys.COMMIT),
        Optional.ofNullable(summary.get(SnapshotKeys.COMMITTED_AT))
            .map(Instant::parse)
            .orElse(Instant.ofEpochMilli(ledgerSnapshot.timestampMillis())),
        Optional.ofNullable(summary.get(SnapshotKeys.WATERMARK)).map(Instant::parse),
        ledgerSnapshot.snapshotId(),
        snapshotsFromJson(summary.get(SnapshotKeys.CUT)));
  }

  /** The form in which a cut stands in a summary. */
  public static String snapshotsToJson(Map<String, Long> snapshots) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(snapshots));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A map of numbers has a JSON form", e);
    }
  }

  private static Map<String, Long> snapshotsFromJson(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The ledger's " + SnapshotKeys.CUT + " must be an object of snapshot ids, got " + json,
          e);
    }
  }
}
