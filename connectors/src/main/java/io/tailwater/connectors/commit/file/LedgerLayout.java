package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.commit.LedgerEntry;
import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/** Rows of {@code ledger}. */
final class LedgerLayout implements RowLayout<LedgerRow> {
  private static final int FIXED_BYTES = 300;

  @Override
  public LakeTables table() {
    return LakeTables.LEDGER;
  }

  @Override
  public long micros(LedgerRow row) {
    return row.committedAtMicros();
  }

  @Override
  public long sizeOf(LedgerRow row) {
    return FIXED_BYTES + 2L * row.entry().evidence().length();
  }

  @Override
  public Comparator<LedgerRow> order() {
    return Comparator.<LedgerRow, String>comparing(row -> row.entry().source())
        .thenComparing(row -> row.entry().stream())
        .thenComparingLong(row -> row.entry().fromOffset());
  }

  @Override
  public void fill(Record record, LedgerRow row) {
    LedgerEntry entry = row.entry();
    record.setField("seq", row.seq());
    record.setField("committed_at", Times.ofMicros(row.committedAtMicros()));
    record.setField("source", entry.source());
    record.setField("stream", entry.stream());
    record.setField("from_offset", entry.fromOffset());
    record.setField("to_offset", entry.toOffset());
    record.setField("end_offset", entry.endOffset());
    record.setField("lines", entry.lines());
    record.setField("events", entry.events());
    record.setField("rejects", entry.rejects());
    record.setField("filtered", entry.filtered());
    record.setField("lost", entry.lost());
    record.setField("loss_reason", entry.lossReason());
    record.setField("late", entry.late());
    record.setField("bytes", entry.bytes());
    record.setField("min_ts", Times.ofMicros(entry.minTsMicros()));
    record.setField("max_ts", Times.ofMicros(entry.maxTsMicros()));
    record.setField("watermark", Times.ofMicros(row.watermarkMicros()));
    record.setField("evidence", entry.evidence());
    record.setField("adopted_from", entry.adoptedFrom());
  }
}
