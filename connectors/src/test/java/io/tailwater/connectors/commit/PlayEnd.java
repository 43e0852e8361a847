package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.audit.Audit;
import io.tailwater.connectors.commit.audit.AuditReport;
import io.tailwater.connectors.commit.audit.AuditScope;
import io.tailwater.connectors.commit.audit.Finding;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** What is wrong with a lake at the end of a play, whatever struck in it. */
final class PlayEnd {
  /** Deep, and of the whole ledger. */
  static final AuditScope DEEP = new AuditScope(Optional.empty(), Optional.empty(), true);

  private final TestLake lake;
  private final Path warehouse;
  private final List<String> findings = new ArrayList<>();

  PlayEnd(TestLake lake, Path warehouse) {
    this.lake = lake;
    this.warehouse = warehouse;
  }

  /** What a deep audit finds at the newest cut. */
  static List<String> deep(TestLake lake) {
    return sentences(Audit.at(lake.catalog, lake.cut(), DEEP));
  }

  /** While retention has removed nothing, what it is to remove must be there too. */
  static List<String> findingsBeforeRetention(TestLake lake) {
    if (RetainedFrom.of(lake.catalog.load(LakeTables.EVENTS)).isAfter(LocalDate.MIN)) {
      return List.of();
    }
    Cut cut = lake.cut();
    PlayLines lines = new PlayLines();
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    lines.resume(new LedgerReader(ledger, cut.ledgerSnapshot()).heads());
    long wrong = lines.wrongWhileAllIsThere(lake.catalog, cut);
    return wrong == 0 ? List.of() : List.of(wrong + " lines lost or repeated before retention");
  }

  List<String> findings() {
    Cut newest = lake.cut();
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    for (Snapshot snapshot : Cut.newestFirst(ledger, newest.ledgerSnapshot())) {
      findings.addAll(sentences(Audit.at(lake.catalog, Cut.of(snapshot))));
    }
    findings.addAll(deep(lake));
    findErased();
    return findings;
  }

  /** One event was erased: no snapshot holds it, and the ledger and the receipt tell of it once. */
  private void findErased() {
    Table events = lake.catalog.load(LakeTables.EVENTS);
    for (Snapshot snapshot : events.snapshots()) {
      long left = erasedIn(events, snapshot);
      if (left > 0) {
        findings.add("snapshot " + snapshot.snapshotId() + " holds " + left + " erased rows");
      }
    }
    long counted = Audit.at(lake.catalog, lake.cut()).erased();
    if (counted != 1) {
      findings.add("the ledger counts " + counted + " erased events, not 1");
    }
    try {
      long received = ReceiptsOnDisk.erased(warehouse);
      if (received != 1) {
        findings.add("receipts count " + received + " erased events, not 1");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long erasedIn(Table events, Snapshot snapshot) {
    long[] left = new long[1];
    new SnapshotRows(events, snapshot.snapshotId())
        .forEach(row -> left[0] += PlayLines.isErased(row) ? 1 : 0, "stream", "offset");
    return left[0];
  }

  private static List<String> sentences(AuditReport report) {
    return report.findings().stream().map(Finding::sentence).toList();
  }
}
