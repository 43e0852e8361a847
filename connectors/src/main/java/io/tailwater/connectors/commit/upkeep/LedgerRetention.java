package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RetainedFrom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/**
 * Removes old days of the ledger, but for the newest row of every stream: a start goes on from
 * there, however long ago that was, and knows by it that the log was read before; and but for those
 * rows which say that a source took the place of another, as that one's id must not be taken for a
 * new one. What was erased of a newest row's events, or replayed of its rejects, is kept with it.
 * These rows are carried on in one file of no day, {@link KeptHeads}, so that they do not keep a
 * file a day.
 */
final class LedgerRetention {
  private final Table ledger;
  private final long snapshot;

  /** Where a stream stands. */
  private record Position(long seq, long offset) {

    static Position of(Record row) {
      return new Position((Long) row.getField("seq"), (Long) row.getField("to_offset"));
    }

    Position later(Position other) {
      boolean mine = seq > other.seq || (seq == other.seq && offset > other.offset);
      return mine ? this : other;
    }
  }

  LedgerRetention(Table ledger, long snapshot) {
    this.ledger = ledger;
    this.snapshot = snapshot;
  }

  /**
   * @param old files of days before the cutoff
   * @param cutoff days since the epoch
   * @return empty when others replaced files meanwhile, and all are left as they are
   */
  Optional<TableUpkeep> remove(List<DataFile> old, int cutoff, boolean dryRun) {
    if (old.isEmpty()) {
      return Optional.of(TableUpkeep.none(LakeTables.LEDGER.tableName()));
    }
    List<DataFile> replaced = new ArrayList<>(old);
    replaced.addAll(KeptHeads.files(ledger, snapshot));
    List<Record> heads = heads(replaced);
    long rows = replaced.stream().mapToLong(DataFile::recordCount).sum() - heads.size();
    if (!dryRun) {
      RetainedFrom.raise(ledger, LocalDate.ofEpochDay(cutoff));
      Optional<DataFile> kept = KeptHeads.write(ledger, heads);
      if (!replace(replaced, kept)) {
        kept.ifPresent(file -> ledger.io().deleteFile(file.location()));
        return Optional.empty();
      }
    }
    return Optional.of(TableUpkeep.removed(LakeTables.LEDGER.tableName(), old.size(), rows));
  }

  /**
   * The rows of some files that are adoptions, or the newest of their stream in the whole ledger. A
   * stream that another source has taken over has no newest.
   */
  private List<Record> heads(List<DataFile> files) {
    Map<LedgerStream, Position> newest = new HashMap<>();
    Map<LedgerStream, Long> takenOver = new HashMap<>();
    new SnapshotRows(ledger, snapshot)
        .forEach(
            row -> {
              Position position = Position.of(row);
              newest.merge(LedgerStream.of(row), position, Position::later);
              if (row.getField("adopted_from") instanceof String before) {
                LedgerStream earlier = new LedgerStream(before, (String) row.getField("stream"));
                takenOver.merge(earlier, position.seq, Math::max);
              }
            },
            "seq",
            "source",
            "stream",
            "to_offset",
            "adopted_from");
    // Must not come back when the row that says so is removed.
    takenOver.forEach(
        (stream, seq) -> newest.computeIfPresent(stream, (s, at) -> at.seq > seq ? at : null));
    Schema columns = LakeColumns.named(LakeTables.LEDGER, ledger.schema());
    List<Record> heads = new ArrayList<>();
    List<Record> changes = new ArrayList<>();
    for (DataFile file : files) {
      CloseableIterable<Record> rows = SnapshotRows.rowsOf(ledger, file, columns);
      try (rows) {
        for (Record row : rows) {
          boolean adoption = row.getField("adopted_from") != null;
          if (adoption || Position.of(row).equals(newest.get(LedgerStream.of(row)))) {
            heads.add(row.copy());
          } else if (row.getField("erasure") != null || row.getField("replay") != null) {
            Position stands = newest.get(LedgerStream.of(row));
            if (stands != null && stands.seq == Position.of(row).seq) {
              changes.add(row.copy());
            }
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + file.location(), e);
      }
    }
    Set<List<?>> kept = new HashSet<>();
    heads.forEach(head -> kept.add(rangeOf(head)));
    changes.removeIf(change -> !kept.contains(rangeOf(change)));
    heads.addAll(changes);
    return heads;
  }

  /** What a row is about: one about a change is about that of the commit which counts the lines. */
  private static List<?> rangeOf(Record row) {
    return List.of(LedgerStream.of(row), row.getField("seq"), row.getField("from_offset"));
  }

  private boolean replace(List<DataFile> files, Optional<DataFile> kept) {
    return CarriedCommit.make(
        ledger,
        () -> {
          OverwriteFiles overwrite = ledger.newOverwrite();
          files.forEach(overwrite::deleteFile);
          kept.ifPresent(overwrite::addFile);
          return overwrite;
        },
        this::onlyAppendedSince);
  }

  /** Else some of the files may have been merged into others, which would then stay. */
  private boolean onlyAppendedSince(Iterable<Snapshot> newestFirst) {
    for (Snapshot step : newestFirst) {
      if (step.snapshotId() == snapshot) {
        return true;
      }
      if (!DataOperations.APPEND.equals(step.operation())) {
        return false;
      }
    }
    return false;
  }
}
