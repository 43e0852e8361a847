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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What the ledger has still to say of the changes that snapshots of a table describe. Its rows
 * about a change come with the first cut that rests upon it.
 *
 * @param <T> the description of a change
 */
public final class LedgerDebt<T> {
  /** Erasures, which are made to {@code events}. */
  public static final LedgerDebt<Erasure> ERASURES =
      new LedgerDebt<>(
          LakeTables.EVENTS,
          SnapshotKeys.ERASURE,
          "erasure",
          Erasure::id,
          snapshot -> Erasure.of(snapshot).filter(made -> !made.ledgerFiles().isEmpty()));

  /** Replays, which are made to {@code rejects}. */
  public static final LedgerDebt<Replay> REPLAYS =
      new LedgerDebt<>(LakeTables.REJECTS, SnapshotKeys.REPLAY, "replay", Replay::id, Replay::of);

  private final LakeTables table;
  private final String key;
  private final String column;
  private final Function<T, String> id;
  private final Function<Snapshot, Optional<T>> description;

  /**
   * @param table which table the changes are made to
   * @param key under which a snapshot describes one, and one of the ledger names those it tells of
   * @param column of the ledger that has the id in rows about one
   */
  private LedgerDebt(
      LakeTables table,
      String key,
      String column,
      Function<T, String> id,
      Function<Snapshot, Optional<T>> description) {
    this.table = table;
    this.key = key;
    this.column = column;
    this.id = id;
    this.description = description;
  }

  /**
   * Changes between a snapshot of the table and the newest cut.
   *
   * @param changed the table
   * @param snapshot the snapshot of it
   * @param cut the ledger's newest cut
   */
  public List<T> since(Table changed, long snapshot, Cut cut) {
    List<T> found = new ArrayList<>();
    for (Snapshot step : SnapshotUtil.ancestorsOf(snapshot, changed::snapshot)) {
      if (step.snapshotId() == cut.snapshotOf(table)) {
        break;
      }
      description.apply(step).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The same, and changes that the newest cut rests upon without rows about them: a job that knows
   * nothing of such changes made it. Not for replays, whose events would be brought in again: once
   * the ledger's rows about a change are over, it looks as if they had never been.
   */
  public List<T> missing(Table changed, long snapshot, Table ledger, Cut cut) {
    List<T> missing = since(changed, snapshot, cut);
    long named = cut.snapshotOf(table);
    for (Snapshot step : SnapshotUtil.ancestorsOf(named, changed::snapshot)) {
      description
          .apply(step)
          .filter(change -> !isPaid(change, ledger, cut))
          .ifPresent(missing::add);
    }
    return missing;
  }

  /**
   * True when the ledger has rows about a change that a cut rests upon. It is read for that only
   * when the snapshot that brought them, which says so, is not kept any more.
   */
  public boolean isPaid(T change, Table ledger, Cut cut) {
    for (Snapshot snapshot : Cut.newestFirst(ledger, cut.ledgerSnapshot())) {
      String ids = snapshot.summary().getOrDefault(key, "");
      if (List.of(ids.split(" ")).contains(id.apply(change))) {
        return true;
      }
    }
    return recorded(ledger, cut.ledgerSnapshot()).contains(id.apply(change));
  }

  /** How a snapshot of the ledger names the changes that it tells of; empty for none. */
  public Optional<String> idsOf(List<T> changes) {
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(changes.stream().map(id).collect(Collectors.joining(" ")));
  }

  /** The key under which it does. */
  public String key() {
    return key;
  }

  private Set<String> recorded(Table ledger, long ledgerSnapshot) {
    Set<String> ids = new HashSet<>();
    new SnapshotRows(ledger, ledgerSnapshot, Expressions.notNull(column))
        .forEach(row -> ids.add((String) row.getField(column)), column);
    ids.remove(null);
    return ids;
  }
}
