package io.tailwater.connectors.commit.erase;

import io.tailwater.connectors.commit.file.RowsFile;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.upkeep.CommitNumber;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortField;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The files of events that hold rows which are meant, and what takes their place. Files do not
 * change, so each is read once only, however often the table has to be looked at.
 */
final class FoundFiles {
  private final Table events;
  private final Schema columns;
  private final EraseRequest request;
  private final Map<String, Hits> hits = new HashMap<>();
  private final Map<String, Optional<DataFile>> replacements = new HashMap<>();

  FoundFiles(Table events, EraseRequest request) {
    this.events = events;
    // In the table's order, since rows are written by it; under our names, as requests have them.
    this.columns = LakeColumns.named(LakeTables.EVENTS, events.schema());
    this.request = request;
  }

  /** Where such rows lie in some files. */
  Hits hitsOf(List<DataFile> files) {
    Hits all = new Hits();
    files.forEach(file -> all.addAll(find(file)));
    return all;
  }

  /** The files in the place of others. */
  List<DataFile> replacementsOf(List<DataFile> files) {
    return files.stream().map(this::replacementOf).flatMap(Optional::stream).toList();
  }

  /** True when no row of a file stays. */
  boolean goesWhole(DataFile file) {
    return !request.isCorrection() && find(file).rows() == file.recordCount();
  }

  /** What is asked for, in the table's own names. */
  Expression whereInTable() {
    return LakeColumns.in(events.schema(), LakeTables.EVENTS, request.where());
  }

  /** The files of a snapshot that may hold such rows, by what Iceberg knows of them. */
  List<DataFile> planned(long snapshot) {
    events.refresh();
    return new SnapshotRows(events, snapshot, request.where()).files();
  }

  /** The files of a snapshot that hold such rows. */
  List<DataFile> at(long snapshot) {
    return planned(snapshot).stream().filter(file -> find(file).rows() > 0).toList();
  }

  /** The rows of a file that are meant. */
  Hits find(DataFile file) {
    return hits.computeIfAbsent(file.location(), location -> search(file));
  }

  /** The file in the place of another; empty when all of its rows go. */
  private Optional<DataFile> replacementOf(DataFile file) {
    return replacements.computeIfAbsent(file.location(), location -> rewrite(file));
  }

  /** Deletes what was written for files that are not among those named. */
  void keepOnly(List<DataFile> files) {
    Set<String> kept = files.stream().map(DataFile::location).collect(Collectors.toSet());
    for (String location : List.copyOf(replacements.keySet())) {
      if (!kept.contains(location)) {
        replacements
            .remove(location)
            .ifPresent(written -> events.io().deleteFile(written.location()));
      }
    }
  }

  private Hits search(DataFile file) {
    Schema asked = EventChange.columns(request, columns, Hits.COLUMNS);
    EventChange change = new EventChange(request, asked);
    Hits found = new Hits();
    try (CloseableIterable<Record> rows =
        SnapshotRows.rowsOf(events, file, asked, request.where())) {
      for (Record row : rows) {
        if (change.isFor(row)) {
          found.add(row);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file.location(), e);
    }
  }

  private Optional<DataFile> rewrite(DataFile file) {
    if (goesWhole(file)) {
      return Optional.empty();
    }
    try (CloseableIterable<Record> rows = SnapshotRows.rowsOf(events, file, columns)) {
      return Optional.of(
          RowsFile.write(
              events,
              CommitNumber.rewritten(file),
              events.specs().get(file.specId()),
              file.partition(),
              orderOf(file),
              new EventChange(request, columns).applied(rows)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot rewrite " + file.location(), e);
    }
  }

  /** The file's own, which stays as it is where no column of it is changed. */
  private SortOrder orderOf(DataFile file) {
    SortOrder order =
        file.sortOrderId() == null
            ? SortOrder.unsorted()
            : events.sortOrders().getOrDefault(file.sortOrderId(), SortOrder.unsorted());
    for (SortField field : order.fields()) {
      String column = columns.findColumnName(field.sourceId());
      if (request.set().stream().anyMatch(one -> one.column().equals(column))) {
        return SortOrder.unsorted();
      }
    }
    return order;
  }
}
