package io.tailwater.connectors.commit.audit;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.Cut;
import io.tailwater.connectors.lake.LakeCatalog;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.LocalFileIO;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.InputFile;

/**
 * A table at the audited cut. A file that is not there, or not as the table describes it, is a
 * finding; what can be read of the others is read all the same.
 */
final class TableScan {
  private final LakeTables kind;
  private final Table table;
  private final long snapshot;
  private final Findings findings;
  private final Set<String> unreadable = new HashSet<>();

  TableScan(LakeTables kind, LakeCatalog lake, Cut cut, Findings findings) {
    this.kind = kind;
    this.table = lake.load(kind);
    this.snapshot = cut.snapshotOf(kind);
    this.findings = findings;
  }

  Table table() {
    return table;
  }

  /** True when asking for a file's size costs next to nothing. */
  boolean isLocal() {
    return table.io() instanceof LocalFileIO;
  }

  /** Looks whether every file is there, in its size. */
  void findMissingFiles() {
    rows(Expressions.alwaysTrue()).forEachFile(this::look);
  }

  /** Hands over the files, as Iceberg knows them. */
  void forEachFile(Consumer<DataFile> consumer) {
    rows(Expressions.alwaysTrue()).forEachFile(consumer);
  }

  /**
   * Hands over every row with the columns named, in no particular order.
   *
   * @param where only files that may hold such rows are read; they may hold others too
   */
  void forEach(Expression where, Consumer<Record> consumer, String... columns) {
    SnapshotRows rows = rows(where);
    Schema projection = rows.columns(columns);
    rows.forEachFile(file -> read(file, projection, consumer));
  }

  private SnapshotRows rows(Expression where) {
    return new SnapshotRows(table, snapshot, where);
  }

  private void look(DataFile file) {
    try {
      InputFile input = table.io().newInputFile(file.location());
      if (!input.exists()) {
        find(file, "no file", "a file of " + file.fileSizeInBytes() + " bytes", "is missing");
      } else if (input.getLength() != file.fileSizeInBytes()) {
        find(
            file,
            input.getLength() + " bytes",
            file.fileSizeInBytes() + " bytes",
            "has " + input.getLength() + " bytes, written were " + file.fileSizeInBytes());
      }
    } catch (RuntimeException e) {
      findUnreadable(file, e);
    }
  }

  private void read(DataFile file, Schema projection, Consumer<Record> consumer) {
    if (unreadable.contains(file.location())) {
      return;
    }
    try (CloseableIterable<Record> rows = SnapshotRows.rowsOf(table, file, projection)) {
      Iterator<Record> iterator = open(rows, file);
      Optional<Record> row = next(iterator, file);
      while (row.isPresent()) {
        consumer.accept(row.get());
        row = next(iterator, file);
      }
    } catch (IOException e) {
      findUnreadable(file, e);
    }
  }

  /** The rows of a file; none when it cannot be opened. */
  private Iterator<Record> open(CloseableIterable<Record> rows, DataFile file) {
    try {
      return rows.iterator();
    } catch (RuntimeException e) {
      findUnreadable(file, e);
      return Collections.emptyIterator();
    }
  }

  /** The next row of a file; empty at its end, also where that comes too early. */
  private Optional<Record> next(Iterator<Record> rows, DataFile file) {
    try {
      return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    } catch (RuntimeException e) {
      findUnreadable(file, e);
      return Optional.empty();
    }
  }

  private void findUnreadable(DataFile file, Exception e) {
    String why = e.getMessage() == null ? e.toString() : e.getMessage();
    find(file, why, "a file that can be read", "cannot be read: " + why);
  }

  private void find(DataFile file, String got, String want, String what) {
    if (unreadable.add(file.location())) {
      String name = "File " + file.location() + " of table " + kind.tableName();
      findings.add(Finding.ofTable(Check.file, kind, got, want, name + " " + what));
    }
  }
}
