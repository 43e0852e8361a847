package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.commit.file.SnapshotRows;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;

/**
 * Takes the evidence out of ledger rows of which a later one of the same stream is there: a start
 * only reads the newest, and it is most of a row's bytes.
 */
final class EvidenceTrim implements UnaryOperator<Iterator<Record>> {
  private static final String NONE = "{}";

  private final Map<LedgerStream, Long> newest;

  private EvidenceTrim(Map<LedgerStream, Long> newest) {
    this.newest = newest;
  }

  /**
   * By the rows that one snapshot of the ledger holds.
   *
   * @param fromMicros no row committed before this time, epoch microseconds, is to be trimmed
   */
  static EvidenceTrim at(Table ledger, long snapshot, long fromMicros) {
    Map<LedgerStream, Long> newest = new HashMap<>();
    new SnapshotRows(ledger, snapshot, Expressions.greaterThanOrEqual("committed_at", fromMicros))
        .forEach(
            row -> newest.merge(LedgerStream.of(row), (Long) row.getField("seq"), Math::max),
            "seq",
            "source",
            "stream");
    return new EvidenceTrim(newest);
  }

  @Override
  public Iterator<Record> apply(Iterator<Record> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Record next() {
        return trimmed(rows.next());
      }
    };
  }

  private Record trimmed(Record row) {
    if ((Long) row.getField("seq") >= newest.get(LedgerStream.of(row))) {
      return row;
    }
    Record trimmed = row.copy();
    trimmed.setField("evidence", NONE);
    return trimmed;
  }
}
