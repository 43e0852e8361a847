package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.DescribedOverwrite;
import io.tailwater.connectors.commit.LedgerDebt;
import io.tailwater.connectors.commit.Patience;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Sees to it that the ledger tells of a change to a table: whichever commit of it is the first to
 * name the change does, the job's next one or one made here.
 *
 * @param <T> the description of a change
 */
public final class Recording<T> {
  private final LakeCatalog lake;
  private final LakeTables kind;
  private final LedgerDebt<T> debt;
  private final Patience patience;
  private final String notEnded;
  private final CutNaming naming;

  /**
   * @param kind the table that is changed
   * @param debt what the ledger says of such changes
   * @param patience longest wait for a commit that somebody else has begun
   * @param notEnded sentence for a commit that does not end
   */
  public Recording(
      LakeCatalog lake, LakeTables kind, LedgerDebt<T> debt, Patience patience, String notEnded) {
    this.lake = lake;
    this.kind = kind;
    this.debt = debt;
    this.patience = patience;
    this.notEnded = notEnded;
    this.naming = new CutNaming(lake);
  }

  /**
   * A job that ended within a commit leaves rows in the tables that its next start takes back:
   * nothing can be built upon them. Where a commit lands, there is a job that ends what it has
   * begun.
   */
  public void awaitEndOfCommit() {
    long first = cut().seq();
    patience.await(
        () -> {
          naming.name();
          Cut cut = cut();
          return cut.seq() > first || CutNaming.isNameable(lake.load(kind), cut, kind);
        },
        notEnded);
  }

  /**
   * Waits until the ledger tells of a change.
   *
   * @param made the commit that made it
   * @param hasRows whether there are rows of the ledger about it
   * @return false when a start of the job has undone it
   */
  public boolean await(T change, DescribedOverwrite made, boolean hasRows) {
    boolean[] undone = new boolean[1];
    patience.await(
        () -> {
          naming.name();
          made.table().refresh();
          Optional<Snapshot> landed = made.landed();
          undone[0] = landed.isEmpty();
          return undone[0] || isRecorded(change, landed.get(), hasRows);
        },
        notEnded);
    return !undone[0];
  }

  /** Waits until the newest cut rests upon a snapshot, or the table does not any more. */
  public void await(long snapshot) {
    patience.await(
        () -> {
          naming.name();
          Cut cut = cut();
          Table table = lake.load(kind);
          return restsUpon(table, cut, snapshot) || !SnapshotUtil.isAncestorOf(table, snapshot);
        },
        notEnded);
  }

  /** The newest cut. */
  public Cut cut() {
    return Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
  }

  private boolean isRecorded(T change, Snapshot made, boolean hasRows) {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    return restsUpon(lake.load(kind), cut, made.snapshotId())
        && (!hasRows || debt.isPaid(change, ledger, cut));
  }

  /**
   * @param table loaded after the cut, which would else name a snapshot that is not known yet
   */
  private boolean restsUpon(Table table, Cut cut, long snapshot) {
    long named = cut.snapshotOf(kind);
    return table.snapshot(named) != null && SnapshotUtil.isAncestorOf(table, named, snapshot);
  }
}
