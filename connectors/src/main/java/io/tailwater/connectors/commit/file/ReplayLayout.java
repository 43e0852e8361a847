package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.Comparator;
import org.apache.iceberg.data.Record;

/** Rows of {@code ledger} about replays. */
final class ReplayLayout implements RowLayout<ReplayRow> {
  private static final int FIXED_BYTES = 300;

  @Override
  public LakeTables table() {
    return LakeTables.LEDGER;
  }

  @Override
  public long micros(ReplayRow row) {
    return row.committedAtMicros();
  }

  @Override
  public long sizeOf(ReplayRow row) {
    return FIXED_BYTES;
  }

  @Override
  public Comparator<ReplayRow> order() {
    return Comparator.comparing(ReplayRow::source)
        .thenComparing(ReplayRow::stream)
        .thenComparingLong(ReplayRow::fromOffset);
  }

  @Override
  public void fill(Record record, ReplayRow row) {
    EmptyProgress.fill(
        record, row.seq(), row.committedAtMicros(), row.source(), row.stream(), row.fromOffset());
    record.setField("min_ts", Times.ofMicros(row.minTsMicros()));
    record.setField("max_ts", Times.ofMicros(row.maxTsMicros()));
    record.setField("replay", row.replay());
    record.setField("replayed", row.replayed());
    record.setField("replayed_events", row.events());
  }
}
