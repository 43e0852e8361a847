package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.SnapshotRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
   * Erasures that a snapshot of {@code events} rests upon and the ledger has no rows about.
   *
   * @param snapshot the snapshot of events
   * @param since an older one, whose erasures are all recorded; null to look at all that are kept
   * @param ledgerSnapshot the ledger's newest snapshot
   */
  public static List<Erasure> missing(
      Table events, long snapshot, Long since, Table ledger, long ledgerSnapshot) {
    List<Erasure> found = new ArrayList<>();
    for (Snapshot step : SnapshotUtil.ancestorsOf(snapshot, events::snapshot)) {
      if (Objects.equals(step.snapshotId(), since)) {
        break;
      }
      Erasure.of(step).filter(e -> !e.ledgerFiles().isEmpty()).ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      Set<String> recorded = recorded(ledger, ledgerSnapshot);
      found.removeIf(erasure -> recorded.contains(erasure.id()));
    }
    return found;
  }

  /** Ids of the erasures that a snapshot of the ledger has rows about. */
  public static Set<String> recorded(Table ledger, long ledgerSnapshot) {
    Set<String> ids = new HashSet<>();
    new SnapshotRows(ledger, ledgerSnapshot, Expressions.notNull(COLUMN))
        .forEach(row -> ids.add((String) row.getField(COLUMN)), COLUMN);
    ids.remove(null);
    return ids;
  }
}
