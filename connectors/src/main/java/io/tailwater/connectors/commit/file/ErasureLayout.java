package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/** Rows of {@code ledger} about erasures. */
final class ErasureLayout implements RowLayout<ErasureRow> {
  private static final int FIXED_BYTES = 300;

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
    EmptyProgress.fill(
        record, row.seq(), row.committedAtMicros(), row.source(), row.stream(), row.fromOffset());
    record.setField("erasure", row.erasure());
    record.setField("erased_hour", Times.ofMicros(row.hourMicros()));
    record.setField("erased", row.erased());
    record.setField("erased_bytes", row.erasedBytes());
    record.setField("erased_latencies", row.erasedLatencies());
    record.setField("corrected", row.corrected());
  }
}
