package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/**
 * Rows of {@code ledger} about erasures. To whoever only knows rows of progress such a row is an
 * empty one at the start of the range that it is about: it moves no stream and adds to no sum.
 */
final class ErasureLayout implements RowLayout<ErasureRow> {
  private static final int FIXED_BYTES = 300;

  private static final String[] COUNTS = {
    "lines", "events", "rejects", "filtered", "lost", "late", "bytes"
  };

  @Override
  public LakeTables table() {
    return LakeTables.LEDGER;
  }

  @Override
  public long micros(ErasureRow row) {
    return row.committedAtMicros();
  }

  @Override
  public long sizeOf(ErasureRow row) {
    return FIXED_BYTES;
  }

  @Override
  public Comparator<ErasureRow> order() {
    return Comparator.comparing(ErasureRow::source)
        .thenComparing(ErasureRow::stream)
        .thenComparingLong(ErasureRow::fromOffset)
        .thenComparingLong(ErasureRow::hourMicros);
  }

  @Override
  public void fill(Record record, ErasureRow row) {
    record.setField("seq", row.seq());
    record.setField("committed_at", Times.ofMicros(row.committedAtMicros()));
    record.setField("source", row.source());
    record.setField("stream", row.stream());
    record.setField("from_offset", row.fromOffset());
    record.setField("to_offset", row.fromOffset());
    record.setField("end_offset", row.fromOffset());
    for (String count : COUNTS) {
      record.setField(count, 0L);
    }
    record.setField("evidence", "{}");
    record.setField("erasure", row.erasure());
    record.setField("erased_hour", Times.ofMicros(row.hourMicros()));
    record.setField("erased", row.erased());
    record.setField("erased_bytes", row.erasedBytes());
    record.setField("erased_latencies", row.erasedLatencies());
    record.setField("corrected", row.corrected());
  }
}
