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
import java.util.function.Supplier;
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
   * What takes the place of files of a cut.
   *
   * @param old files that hold events which are meant
   * @param written files in their place
   * @param erasure what the ledger has to say of it
   */
  private record Step(Cut cut, List<DataFile> old, List<DataFile> written, Erasure erasure) {}

  /**
   * Goes on until no such events are left of those committed when it looked last.
   *
   * @param ids how the ids of its commits begin
   * @return number of the newest commit that it looked at
   */
  long run(EraseRequest request, String ids) {
    FoundFiles files = new FoundFiles(lake.load(LakeTables.EVENTS), request);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Step step = Rereading.of(prepare(files, request, ids));
      if (step.old.isEmpty()) {
        return step.cut.seq();
      }
      Erasure erasure = step.erasure;
      try {
        if (!commit(step)) {
          Table ledger = lake.load(LakeTables.LEDGER);
          erasure.filesOf(ledger).forEach(file -> ledger.io().deleteFile(file.location()));
          awaitEndOfCommit();
          continue;
        }
        if (awaitRecord(erasure)) {
          return step.cut.seq();
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

  private Supplier<Step> prepare(FoundFiles files, EraseRequest request, String ids) {
    return () -> {
      Cut cut = cut();
      List<DataFile> found = files.at(cut.snapshotOf(LakeTables.EVENTS));
      files.keepOnly(found);
      List<DataFile> written = files.replacementsOf(found);
      String id = ids + "-" + UUID.randomUUID().toString().substring(0, 8);
      LedgerShare share =
          new LedgerShare(lake.load(LakeTables.LEDGER), cut.ledgerSnapshot(), files.hitsOf(found));
      boolean corrected = request.isCorrection();
      return new Step(
          cut,
          found,
          written,
          new Erasure(id, found.isEmpty() ? List.of() : share.write(id, corrected)));
    };
  }

  /** Writes the manifests anew that tell of what is gone, and waits until that is named. */
  void forgetDeletedFiles() {
    patience.await(
        () -> Rereading.of(new Replacement(lake.load(LakeTables.EVENTS))::forgetDeletedFiles),
        "Manifests of events were always replaced by others meanwhile; erase the same again");
    long newest = lake.load(LakeTables.EVENTS).currentSnapshot().snapshotId();
    patience.await(
        () -> {
          naming.name();
          Cut cut = cut();
          Table events = lake.load(LakeTables.EVENTS);
          return restsUpon(events, cut, newest) || !SnapshotUtil.isAncestorOf(events, newest);
        },
        NOT_ENDED);
  }

  private boolean commit(Step step) {
    return new Replacement(lake.load(LakeTables.EVENTS))
        .commit(step.cut.snapshotOf(LakeTables.EVENTS), step.old, step.written, step.erasure);
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
          return undone[0] || isRecorded(erasure, made.get());
        },
        NOT_ENDED);
    return !undone[0];
  }

  private boolean isRecorded(Erasure erasure, Snapshot made) {
    Table ledger = lake.load(LakeTables.LEDGER);
    Cut cut = Cut.newest(ledger).orElseThrow();
    return restsUpon(lake.load(LakeTables.EVENTS), cut, made.snapshotId())
        && (erasure.ledgerFiles().isEmpty() || ErasureRecords.areOf(erasure, ledger, cut));
  }

  /**
   * @param events loaded after the cut, which would else name a snapshot that is not known yet
   */
  private static boolean restsUpon(Table events, Cut cut, long snapshot) {
    long named = cut.snapshotOf(LakeTables.EVENTS);
    return events.snapshot(named) != null && SnapshotUtil.isAncestorOf(events, named, snapshot);
  }

  private Cut cut() {
    return Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
  }
}
