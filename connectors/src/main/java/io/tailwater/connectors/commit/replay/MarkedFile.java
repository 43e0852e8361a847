package io.tailwater.connectors.commit.replay;

import io.tailwater.connectors.commit.file.RowsFile;
import io.tailwater.connectors.commit.file.SnapshotRows;
import io.tailwater.connectors.commit.file.Times;
import io.tailwater.connectors.commit.upkeep.CommitNumber;
import io.tailwater.connectors.lake.LakeColumns;
import io.tailwater.connectors.lake.LakeTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.BitSet;
import java.util.Iterator;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;

/** A file of rejects written anew, in which some rows say since when they are events. */
final class MarkedFile {
  private MarkedFile() {}

  /**
   * Writes it; no snapshot names it yet.
   *
   * @param marked which rows, by their place in the file
   * @param replayedAtMicros what they say, epoch microseconds
   */
  static DataFile of(Table rejects, DataFile file, BitSet marked, long replayedAtMicros) {
    Schema columns = LakeColumns.named(LakeTables.REJECTS, rejects.schema());
    try (CloseableIterable<Record> rows = SnapshotRows.rowsOf(rejects, file, columns)) {
      return RowsFile.write(
          rejects,
          CommitNumber.rewritten(file),
          rejects.specs().get(file.specId()),
          file.partition(),
          orderOf(rejects, file),
          marking(rows.iterator(), marked, Times.ofMicros(replayedAtMicros)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot rewrite " + file.location(), e);
    }
  }

  private static Iterator<Record> marking(
      Iterator<Record> rows, BitSet marked, OffsetDateTime replayedAt) {
    return new Iterator<>() {
      private int place;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Record next() {
        Record row = rows.next();
        if (marked.get(place++)) {
          row.setField("replayed_at", replayedAt);
        }
        return row;
      }
    };
  }

  private static SortOrder orderOf(Table rejects, DataFile file) {
    return file.sortOrderId() == null
        ? SortOrder.unsorted()
        : rejects.sortOrders().getOrDefault(file.sortOrderId(), SortOrder.unsorted());
  }
}
