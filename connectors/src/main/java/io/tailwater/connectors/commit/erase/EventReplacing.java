package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.DescribedOverwrite;
import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.LedgerDebt;
import io.tailwater.connectors.commit.Patience;
import io.tailwater.connectors.commit.Rereading;
import io.tailwater.connectors.commit.upkeep.Recording;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;

/** Replaces the files that hold events which are meant, and sees to it that the ledger tells. */
final class EventReplacing {
  private static final int TRIES = 50;
  private static final String NOT_ENDED =
      "A commit of the job has begun and does not end. If no job runs, start one (ingest --once will"
          + " do); then erase the same again";

  private final LakeCatalog lake;
  private final Patience patience;
  private final Recording<Erasure> recording;

  EventReplacing(LakeCatalog lake, Patience patience) {
    this.lake = lake;
    this.patience = patience;
    this.recording =
        new Recording<>(lake, LakeTables.EVENTS, LedgerDebt.ERASURES, patience, NOT_ENDED);
  }

  /** Waits until nothing is half done. */
  void awaitEndOfCommit() {
    recording.awaitEndOfCommit();
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
        DescribedOverwrite overwrite = overwriteOf(erasure);
        long read = step.cut.snapshotOf(LakeTables.EVENTS);
        if (!overwrite.commit(read, step.old, step.written)) {
          Table ledger = lake.load(LakeTables.LEDGER);
          erasure.filesOf(ledger).forEach(file -> ledger.io().deleteFile(file.location()));
          awaitEndOfCommit();
          continue;
        }
        if (recording.await(erasure, overwrite, !erasure.ledgerFiles().isEmpty())) {
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
      Cut cut = recording.cut();
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
        () -> Rereading.of(new Manifests(lake.load(LakeTables.EVENTS))::forgetDeletedFiles),
        "Manifests of events were always replaced by others meanwhile; erase the same again");
    long newest = lake.load(LakeTables.EVENTS).currentSnapshot().snapshotId();
    recording.await(newest);
  }

  private DescribedOverwrite overwriteOf(Erasure erasure) {
    return new DescribedOverwrite(
        lake.load(LakeTables.EVENTS), SnapshotKeys.ERASURE, erasure.toJson());
  }
}
