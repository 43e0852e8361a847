package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.Erasure;
import io.tailwater.connectors.commit.LedgerReader;
import io.tailwater.connectors.commit.Patience;
import io.tailwater.connectors.commit.Rereading;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Erases or corrects the events that were committed when it began, beside whoever commits to the
 * lake. Its steps:
 *
 * <ol>
 *   <li>The files that hold such events are written anew, and take the place of the old ones in one
 *       commit, which says where the ledger's rows about it are.
 *   <li>Whichever commit of the ledger is the first to name that one takes the rows in: the job's
 *       next one, or one made here.
 *   <li>All older snapshots go, and their files.
 *   <li>A receipt is written.
 * </ol>
 *
 * After a crash the same request, asked again, goes on where the first one ended. Not thread-safe.
 */
public final class Erase {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  private final LakeCatalog lake;
  private final Patience patience;
  private final EventReplacing replacing;
  private final OldSnapshots oldSnapshots;
  private final ReceiptFiles receipts;

  public Erase(LakeCatalog lake) {
    this(lake, LONGEST_WAIT);
  }

  /**
   * @param patience longest wait for a commit that somebody else has begun
   */
  public Erase(LakeCatalog lake, Duration patience) {
    this.lake = lake;
    this.patience = new Patience(patience);
    this.replacing = new EventReplacing(lake, this.patience);
    this.oldSnapshots = new OldSnapshots(lake);
    this.receipts = new ReceiptFiles(lake.load(LakeTables.EVENTS).io(), lake.location());
  }

  /** Where the receipt of an erasure is. */
  public String locationOf(Receipt receipt) {
    return receipts.locationOf(receipt.id());
  }

  /**
   * Says what would be done, and changes nothing.
   *
   * @throws IllegalStateException when the lake does not permit it
   */
  public Receipt plan(EraseRequest request) {
    oldSnapshots.refuseNamed();
    return Rereading.of(() -> planned(request));
  }

  private Receipt planned(EraseRequest request) {
    Cut cut = Cut.newest(lake.load(LakeTables.LEDGER)).orElseThrow();
    FoundFiles files = new FoundFiles(lake.load(LakeTables.EVENTS), request);
    List<DataFile> found = files.at(cut.snapshotOf(LakeTables.EVENTS));
    long rows = files.hitsOf(found).rows();
    Doomed doomed = Doomed.NONE;
    if (rows > 0) {
      int whole = (int) found.stream().filter(files::goesWhole).count();
      doomed = doomed.and(replaced("", found.size(), found.size() - whole)).and(oldSnapshots.all());
    } else if (oldSnapshots.hold(request)) {
      doomed = oldSnapshots.find();
    }
    return new Receipt(
        Receipt.VERSION,
        null,
        null,
        null,
        request.shape(),
        null,
        null,
        request.isCorrection() ? 0 : rows,
        request.isCorrection() ? rows : 0,
        doomed.filesRewritten(),
        doomed.filesWritten(),
        doomed.eventSnapshots().size(),
        doomed.ledgerSnapshots().size(),
        found.stream().map(DataFile::location).toList(),
        cut.seq(),
        Receipt.NOT_SEARCHED);
  }

  /**
   * Does it.
   *
   * @return the receipt; one that {@linkplain Receipt#saysNothing says nothing} is not kept
   * @throws IllegalStateException when the lake does not permit it, or not now
   */
  public Receipt run(EraseRequest request) {
    try (EraseLock lock = EraseLock.take(lake.location())) {
      return runAlone(request);
    }
  }

  private Receipt runAlone(EraseRequest request) {
    oldSnapshots.refuseNamed();
    // The ledger of an older version has no columns for it.
    lake.upgradeTables();
    replacing.awaitEndOfCommit();
    Begun begun = receipts.unfinished(request).orElseGet(() -> receipts.begin(request));
    long searched = replacing.run(request, begun.id());
    Doomed doomed = receipts.doomed(begun).and(Rereading.of(() -> replacedBy(begun)));
    Receipt soFar = receipt(begun, request, searched, doomed, List.of());
    if (soFar.saysNothing() && !Rereading.of(() -> oldSnapshots.hold(request))) {
      receipts.drop(begun);
      return soFar;
    }
    doomed = expire(begun, doomed);
    List<String> removed = oldSnapshots.delete(doomed);
    Receipt receipt = receipt(begun, request, searched, doomed, removed);
    receipts.end(begun, receipt);
    return receipt;
  }

  /** Lets go of what still holds the events, and of what was found to be let go of before. */
  private Doomed expire(Begun begun, Doomed before) {
    Doomed[] doomed = {before};
    patience.await(
        () -> {
          replacing.forgetDeletedFiles();
          doomed[0] = doomed[0].and(Rereading.of(oldSnapshots::find));
          receipts.write(begun, doomed[0]);
          return oldSnapshots.expire(doomed[0]);
        },
        "Commits always named older snapshots meanwhile; erase the same again");
    return doomed[0];
  }

  /** Files that its commits replaced, as far as their snapshots are kept. */
  private Doomed replacedBy(Begun begun) {
    Table events = lake.load(LakeTables.EVENTS);
    Doomed sum = Doomed.NONE;
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(events)) {
      String id = Erasure.of(snapshot).map(Erasure::id).orElse("");
      if (begun.made(id)) {
        sum =
            sum.and(
                replaced(
                    id,
                    count(snapshot.removedDataFiles(events.io())),
                    count(snapshot.addedDataFiles(events.io()))));
      }
    }
    return sum;
  }

  private Receipt receipt(
      Begun begun, EraseRequest request, long searched, Doomed doomed, List<String> filesRemoved) {
    long[] rows = Rereading.of(() -> rowsOf(begun));
    return new Receipt(
        Receipt.VERSION,
        begun.id(),
        begun.began(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        request.shape(),
        begun.salt(),
        begun.requestSha256(),
        rows[0],
        rows[1],
        doomed.filesRewritten(),
        doomed.filesWritten(),
        doomed.eventSnapshots().size(),
        doomed.ledgerSnapshots().size(),
        filesRemoved,
        searched,
        Receipt.NOT_SEARCHED);
  }

  /** Rows erased and corrected, as the ledger has them. */
  private long[] rowsOf(Begun begun) {
    Table ledger = lake.load(LakeTables.LEDGER);
    long[] rows = new long[2];
    new LedgerReader(ledger, Cut.newest(ledger).orElseThrow().ledgerSnapshot())
        .forEachErasure(
            row -> {
              if (begun.made(row.erasure())) {
                rows[0] += row.erased();
                rows[1] += row.corrected();
              }
            });
    return rows;
  }

  private static Doomed replaced(String id, int files, int by) {
    return Doomed.of(id, new Doomed.Replaced(files, by));
  }

  private static int count(Iterable<?> all) {
    int count = 0;
    for (Object one : all) {
      count++;
    }
    return count;
  }
}
