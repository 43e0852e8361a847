package io.tailwater.connectors.commit;

import io.tailwater.connectors.columns.EventColumns;
import io.tailwater.connectors.commit.file.DataFileJson;
import io.tailwater.connectors.commit.file.DataFileNames;
import io.tailwater.connectors.commit.file.LedgerRow;
import io.tailwater.connectors.commit.file.RowFileWriter;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.stream.WrittenFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Table;

/** Does to a lake what nobody should, by plain Iceberg, and names the result as its newest cut. */
final class LakeDamage {
  private final TestLake lake;

  LakeDamage(TestLake lake) {
    this.lake = lake;
  }

  /** The files of a table as the newest cut has them, oldest first. */
  List<DataFile> files(LakeTables kind) {
    List<DataFile> files =
        new ArrayList<>(
            new SnapshotRows(lake.catalog.load(kind), lake.cut().snapshotOf(kind)).files());
    files.sort((a, b) -> Long.compare(a.dataSequenceNumber(), b.dataSequenceNumber()));
    return files;
  }

  void remove(LakeTables kind, DataFile file) {
    lake.catalog.load(kind).newDelete().deleteFile(file).commit();
    name();
  }

  void appendAgain(LakeTables kind, DataFile file) {
    lake.catalog.load(kind).newFastAppend().appendFile(file).commit();
    name();
  }

  /** Puts an event file with rows at these offsets in the place of another. */
  void replaceEvents(DataFile old, String stream, long... offsets) {
    replaceEvents(old, stream, row -> null, offsets);
  }

  /** The same with rows that are parts of records; a part of null is none. */
  void replaceEvents(DataFile old, String stream, IntFunction<Integer> parts, long... offsets) {
    EventColumns batch = new EventColumns();
    batch.start("web", stream);
    for (long offset : offsets) {
      int row = batch.addRow(TimeUnit.HOURS.toMicros(TestLake.HOUR), offset);
      if (parts.apply(row) != null) {
        batch.part.set(row, parts.apply(row));
      }
    }
    Table events = lake.catalog.load(LakeTables.EVENTS);
    replace(LakeTables.EVENTS, List.of(old), EventFiles.write(events, names(), batch));
  }

  /** Puts a rollup file with one row in the place of another. */
  void replaceRollup(DataFile old, HourlyDelta row) {
    Table rollups = lake.catalog.load(LakeTables.REQUESTS_HOURLY);
    try (RowFileWriter<HourlyDelta> writer = RowFileWriter.ofRollups(rollups, names())) {
      writer.write(row);
      replace(LakeTables.REQUESTS_HOURLY, List.of(old), writer.flush());
    }
  }

  /** Changes the rows of the ledger, which come sorted by number, stream and offset. */
  void changeLedger(Consumer<List<LedgerRow>> change) {
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    List<LedgerRow> rows = new ArrayList<>();
    new LedgerReader(ledger, lake.cut().ledgerSnapshot()).forEach(rows::add);
    rows.sort(
        (a, b) ->
            a.seq() != b.seq()
                ? Long.compare(a.seq(), b.seq())
                : a.entry().stream().compareTo(b.entry().stream()));
    change.accept(rows);
    try (RowFileWriter<LedgerRow> writer = RowFileWriter.ofLedger(ledger, names())) {
      rows.forEach(writer::write);
      replace(LakeTables.LEDGER, files(LakeTables.LEDGER), writer.flush());
    }
  }

  private void replace(LakeTables kind, List<DataFile> old, List<WrittenFile> files) {
    Table table = lake.catalog.load(kind);
    OverwriteFiles overwrite = table.newOverwrite();
    old.forEach(overwrite::deleteFile);
    files.forEach(file -> overwrite.addFile(DataFileJson.read(file, table.specs())));
    overwrite.commit();
    name();
  }

  private void name() {
    Table ledger = lake.catalog.load(LakeTables.LEDGER);
    Map<String, Long> cut = new HashMap<>();
    for (LakeTables kind : LakeTables.DATA) {
      cut.put(kind.tableName(), lake.catalog.load(kind).currentSnapshot().snapshotId());
    }
    AppendFiles append = ledger.newFastAppend();
    Tag.newestSnapshot(ledger).summary().forEach((key, value) -> set(append, key, value));
    append.set("tailwater.cut", Cut.snapshotsToJson(cut)).commit();
  }

  private static void set(AppendFiles append, String key, String value) {
    if (key.startsWith("tailwater.")) {
      append.set(key, value);
    }
  }

  private static DataFileNames names() {
    return new DataFileNames(UUID.randomUUID().toString(), 0, 0);
  }
}
