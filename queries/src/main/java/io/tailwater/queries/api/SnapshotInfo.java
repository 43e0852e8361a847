package io.tailwater.queries.api;

import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import io.tailwater.queries.lake.LakeAtCut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * A snapshot of a table. Its ids are strings, since they are larger than what JavaScript counts
 * exactly.
 *
 * @param snapshotId its id
 * @param parentId that of the one before; null for the first
 * @param committedAt its time
 * @param operation {@code append}, {@code replace}, {@code overwrite} or {@code delete}
 * @param seq the commit that it belongs to; null for one of another writer
 * @param addedFiles data files it added
 * @param addedRows rows in them
 * @param deletedFiles data files it took away
 * @param deletedRows rows in them
 * @param totalFiles data files it has
 * @param totalRows rows it has
 * @param ofCut whether the answer's commit names it
 * @param cut of the ledger: the snapshots that it names, by table; null of other tables
 */
public record SnapshotInfo(
    String snapshotId,
    String parentId,
    Instant committedAt,
    String operation,
    Long seq,
    long addedFiles,
    long addedRows,
    long deletedFiles,
    long deletedRows,
    long totalFiles,
    long totalRows,
    boolean ofCut,
    Map<String, String> cut) {

  /** Those that are kept of a table and are not younger than the cut's, newest first. */
  public static List<SnapshotInfo> newestFirst(LakeAtCut lake, LakeTables table) {
    Snapshot newest = lake.snapshot(table);
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : lake.table(table).snapshots()) {
      if (snapshot.sequenceNumber() <= newest.sequenceNumber()) {
        snapshots.add(snapshot);
      }
    }
    snapshots.sort(Comparator.comparingLong(Snapshot::sequenceNumber).reversed());
    return snapshots.stream()
        .map(snapshot -> of(snapshot, snapshot.snapshotId() == newest.snapshotId()))
        .toList();
  }

  private static SnapshotInfo of(Snapshot snapshot, boolean ofCut) {
    Map<String, String> summary = snapshot.summary();
    return new SnapshotInfo(
        Long.toString(snapshot.snapshotId()),
        snapshot.parentId() == null ? null : Long.toString(snapshot.parentId()),
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        snapshot.operation(),
        Optional.ofNullable(summary.get(SnapshotKeys.SEQ)).map(Long::valueOf).orElse(null),
        number(summary, "added-data-files"),
        number(summary, "added-records"),
        number(summary, "deleted-data-files"),
        number(summary, "deleted-records"),
        number(summary, "total-data-files"),
        number(summary, "total-records"),
        ofCut,
        summary.containsKey(SnapshotKeys.CUT) ? cut(snapshot) : null);
  }

  private static Map<String, String> cut(Snapshot ledger) {
    Map<String, String> ids = new TreeMap<>();
    Cut.of(ledger).snapshots().forEach((table, id) -> ids.put(table, Long.toString(id)));
    return ids;
  }

  static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }
}
