package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.ErasureRecords;
import io.tailwater.connectors.commit.upkeep.CutNaming;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.util.SnapshotUtil;

/** Replaces the files that hold events which are meant, and sees to it that the ledger tells. */
final class EventReplacing {
  private static final int TRIES = 50;
  private static final String NOT_ENDED =
      "A commit of the job has begun and does not end. If no job runs, start one (ingest --once will"
          + " do); then erase the same again";

  private final LakeCatalog lake;
  private final Patience patience;
  private final CutNaming naming;

  EventReplacing(LakeCatalog lake, Patience patience) {
    this.lake = lake;
    this.patience = patience;
    this.naming = new CutNaming(lake);
  }

  /**
   * A job that ended within a commit leaves rows in events that its next start takes back: nothing
   * can be built upon them. Where a commit lands, there is a job that ends what it has begun.
   */
  void awaitEndOfCommit() {
    long first = cut().seq();
    patience.await(
        () -> {
          naming.name();
          Cut cut = cut();
          return cut.seq() > first
              || CutNaming.isNameable(lake.load(LakeTables.EVENTS), cut, LakeTables.EVENTS);
        },
        NOT_ENDED);
  }

  /**
   * Goes on until no file of the newest cut holds such events.
   *
   * @param ids how the ids of its commits begin
   */
  void run(EraseRequest request, String ids) {
    FoundFiles files = new FoundFiles(lake.load(LakeTables.EVENTS), request);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Cut cut = cut();
      List<DataFile> found = files.at(cut.snapshotOf(LakeTables.EVENTS));
      files.keepOnly(found);
      if (found.isEmpty()) {
        return;
      }
      Table ledger = lake.load(LakeTables.LEDGER);
      String id = ids + "-" + UUID.randomUUID().toString().substring(0, 8);
      LedgerShare share = new LedgerShare(ledger, cut.ledgerSnapshot(), files.hitsOf(found));
      Erasure erasure = new Erasure(id, share.write(id, request.isCorrection()));
      try {
        if (!commit(cut, found, files.replacementsOf(found), erasure)) {
          erasure.filesOf(ledger).forEach(file -> ledger.io().deleteFile(file.location()));
          awaitEndOfCommit();
          continue;
        }
        if (awaitRecord(erasure)) {
          return;
        }
        // A start of the job undid it: what was written belongs to a snapshot that is no more.
      } catch (CommitStateUnknownException e) {
        // What was written belongs to a snapshot that may still come to be.
        awaitEndOfCommit();
      }
      files = new FoundFiles(lake.load(LakeTables.EVENTS), request);
    }
    throw new IllegalStateException(
        "Files of events were always replaced by others meanwhile; erase the same again");
  }

  /** Writes the manifests anew that tell of what is gone, and waits until that is named. */
  void forgetDeletedFiles() {
    patience.await(
        new Replacement(lake.load(LakeTables.EVENTS))::forgetDeletedFiles,
        "Manifests of events were always replaced by others meanwhile; erase the same again");
    long newest = lake.load(LakeTables.EVENTS).currentSnapshot().snapshotId();
    patience.await(
        () -> {
          naming.name();
          Table events = lake.load(LakeTables.EVENTS);
          return SnapshotUtil.isAncestorOf(events, cut().snapshotOf(LakeTables.EVENTS), newest)
              || !SnapshotUtil.isAncestorOf(events, newest);
        },
        NOT_ENDED);
  }

  private boolean commit(Cut cut, List<DataFile> old, List<DataFile> written, Erasure erasure) {
    return new Replacement(lake.load(LakeTables.EVENTS))
        .commit(cut.snapshotOf(LakeTables.EVENTS), old, written, erasure);
  }

  /**
   * Waits until the ledger tells of the erasure.
   *
   * @return false when a start of the job has undone it
   */
  private boolean awaitRecord(Erasure erasure) {
    boolean[] undone = new boolean[1];
    patience.await(
        () -> {
          naming.name();
          Table events = lake.load(LakeTables.EVENTS);
          Optional<Snapshot> made = new Replacement(events).landed(erasure);
          undone[0] = made.isEmpty();
          return undone[0] || isRecorded(erasure, made.get(), events);
        },
        NOT_ENDED);
    return !undone[0];
  }

  private boolean isRecorded(Erasure erasure, Snapshot made, Table events) {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    return SnapshotUtil.isAncestorOf(events, cut.snapshotOf(LakeTables.EVENTS), made.snapshotId())
        && (erasure.ledgerFiles().isEmpty() || ErasureRecords.areOf(erasure, ledger, cut));
  }

  private Cut cut() {
    return Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
  }
}
