package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.RejectedLine;
import java.nio.ByteBuffer;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/** Rows of {@code rejects}. */
final class RejectLayout implements RowLayout<RejectedLine> {
  private static final int FIXED_BYTES = 200;

  @Override
  public LakeTables table() {
    return LakeTables.REJECTS;
  }

  @Override
  public long micros(RejectedLine row) {
    return row.receivedAtMicros();
  }

  @Override
  public long sizeOf(RejectedLine row) {
    long detail = row.detail() == null ? 0 : 2L * row.detail().length();
    return FIXED_BYTES + detail + row.raw().length;
  }

  @Override
  public Comparator<RejectedLine> order() {
    return Comparator.comparing(RejectedLine::source)
        .thenComparing(RejectedLine::stream)
        .thenComparingLong(RejectedLine::offset)
        .thenComparing(RejectedLine::part, Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  @Override
  public void fill(Record record, RejectedLine row) {
    record.setField("received_at", Times.ofMicros(row.receivedAtMicros()));
    record.setField("source", row.source());
    record.setField("stream", row.stream());
    record.setField("offset", row.offset());
    record.setField("part", row.part());
    record.setField("reason", row.reason());
    record.setField("detail", row.detail());
    record.setField("raw", ByteBuffer.wrap(row.raw()));
  }
}
