package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/** What the ledger says of erasures, and what it has still to say. */
public final class ErasureRecords {
  private static final String COLUMN = "erasure";

  private ErasureRecords() {}

  /**
   * Erasures between a snapshot of {@code events} and the newest cut. The ledger has no rows about
   * them: those come with the first cut that rests upon an erasure.
   *
   * @param snapshot the snapshot of events
   * @param cut the ledger's newest cut
   */
  public static List<Erasure> since(Table events, long snapshot, Cut cut) {
    List<Erasure> found = new ArrayList<>();
    for (Snapshot step : SnapshotUtil.ancestorsOf(snapshot, events::snapshot)) {
      if (step.snapshotId() == cut.snapshotOf(LakeTables.EVENTS)) {
        break;
      }
      erasureOf(step).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The same, and erasures that the newest cut rests upon without rows about them: a job that knows
   * nothing of erasures made it.
   */
  public static List<Erasure> missing(Table events, long snapshot, Table ledger, Cut cut) {
    List<Erasure> missing = since(events, snapshot, cut);
    long named = cut.snapshotOf(LakeTables.EVENTS);
    for (Snapshot step : SnapshotUtil.ancestorsOf(named, events::snapshot)) {
      erasureOf(step).filter(e -> !areOf(e, ledger, cut)).ifPresent(missing::add);
    }
    return missing;
  }

  private static Optional<Erasure> erasureOf(Snapshot snapshot) {
    return Erasure.of(snapshot).filter(erasure -> !erasure.ledgerFiles().isEmpty());
  }

  /**
   * True when the ledger has rows about an erasure that a cut rests upon. It is read for that only
   * when the snapshot that brought them, which says so, is not kept any more.
   */
  public static boolean areOf(Erasure erasure, Table ledger, Cut cut) {
    for (Snapshot snapshot : Cut.newestFirst(ledger, cut.ledgerSnapshot())) {
      String ids = snapshot.summary().getOrDefault(SnapshotKeys.ERASURE, "");
      if (List.of(ids.split(" ")).contains(erasure.id())) {
        return true;
      }
    }
    return recorded(ledger, cut.ledgerSnapshot()).contains(erasure.id());
  }

  private static Set<String> recorded(Table ledger, long ledgerSnapshot) {
    Set<String> ids = new HashSet<>();
    new SnapshotRows(ledger, ledgerSnapshot, Expressions.notNull(COLUMN))
        .forEach(row -> ids.add((String) row.getField(COLUMN)), COLUMN);
    ids.remove(null);
    return ids;
  }
}
