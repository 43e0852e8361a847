package io.tailwater.connectors.commit;

import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.SnapshotKeys;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Days and days of commits that read a few lines of each stream. */
final class LongLedger {
  private LongLedger() {}

  /**
   * Puts them into the ledger of an empty lake, a file a day, as upkeep leaves them.
   *
   * @param commitsADay a divisor of 86,400
   */
  static void fill(TestLake lake, int days, int commitsADay, int streams) {
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    Instant first = Instant.parse("2025-01-01T00:00:00Z");
    AppendFiles append = ledger.newAppend();
    try (RowFileWriter<LedgerRow> writer =
        RowFileWriter.ofLedger(ledger, new DataFileNames("year", 0, 0))) {
      for (int commit = 0; commit < days * commitsADay; commit++) {
        long at =
            ChronoUnit.MICROS.between(
                Instant.EPOCH, first.plusSeconds(86_400L / commitsADay * commit));
        for (int stream = 0; stream < streams; stream++) {
          writer.write(new LedgerRow(commit + 1L, at, at, entry(stream, commit)));
        }
        if (commit % commitsADay == commitsADay - 1) {
          writer
              .flush()
              .forEach(file -> append.appendFile(DataFileJson.read(file, ledger.specs())));
        }
      }
    }
    Snapshot before = Tag.newestSnapshot(ledger);
    append.set(SnapshotKeys.PIPELINE, TestLake.PIPELINE);
    append.set(SnapshotKeys.SEQ, Integer.toString(days * commitsADay));
    append.set(SnapshotKeys.COMMIT, "run1-year");
    append.set(SnapshotKeys.CUT, before.summary().get(SnapshotKeys.CUT));
    append.commit();
  }

  /** Blank lines only, so that the other tables may stay empty. */
  private static LedgerEntry entry(int stream, int commit) {
    long from = 10L * commit;
    return new LedgerEntry(
        "web",
        "/var/log/nginx/access-" + stream + ".log#65024:4472930:1795772799749946693.0",
        from,
        from + 10,
        from + 10,
        10,
        0,
        0,
        10,
        0,
        null,
        0,
        10,
        null,
        null,
        "{}",
        null);
  }
}
