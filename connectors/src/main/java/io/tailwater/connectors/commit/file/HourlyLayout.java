package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;

/** Rows of {@code requests_hourly}. */
final class HourlyLayout implements RowLayout<HourlyDelta> {
  private static final int FIXED_BYTES = 200;

  @Override
  public LakeTables table() {
    return LakeTables.REQUESTS_HOURLY;
  }

  @Override
  public long micros(HourlyDelta row) {
    return TimeUnit.HOURS.toMicros(row.hour());
  }

  @Override
  public long sizeOf(HourlyDelta row) {
    return FIXED_BYTES + 12L * row.latencyBuckets().length;
  }

  @Override
  public Comparator<HourlyDelta> order() {
    return HourlyLayout::compare;
  }

  @Override
  public void fill(Record record, HourlyDelta row) {
    record.setField("hour", Times.ofMicros(micros(row)));
    record.setField("service", row.service());
    record.setField("endpoint", row.endpoint());
    record.setField("method", row.method());
    record.setField("status", row.status());
    record.setField("region", row.region());
    record.setField("client_class", row.clientClass());
    record.setField("requests", row.requests());
    record.setField("bytes", row.bytes());
    record.setField("latency_count", row.latencyCount());
    record.setField("latency_sum_ms", row.latencySumMs());
    record.setField("latency_min_ms", row.latencyMinMs());
    record.setField("latency_max_ms", row.latencyMaxMs());
    record.setField("latency_zeros", row.latencyZeros());
    record.setField("latency_buckets", Arrays.stream(row.latencyBuckets()).boxed().toList());
    record.setField("latency_counts", Arrays.stream(row.latencyCounts()).boxed().toList());
  }

  @Override
  public DayFile<HourlyDelta> file(Table table, PartitionSpec spec) {
    return HourlyFile.fits(table)
        ? new HourlyFile(table, spec, EventFormat.LIMITS)
        : RowLayout.super.file(table, spec);
  }

  /** Written out, for it is called some fifteen times a row and most commits are short. */
  private static int compare(HourlyDelta a, HourlyDelta b) {
    int order = Long.compare(a.hour(), b.hour());
    if (order == 0) {
      order = compare(a.service(), b.service());
    }
    if (order == 0) {
      order = compare(a.endpoint(), b.endpoint());
    }
    if (order == 0) {
      order = compare(a.method(), b.method());
    }
    if (order == 0) {
      order = compare(a.status(), b.status());
    }
    if (order == 0) {
      order = compare(a.region(), b.region());
    }
    return order == 0 ? compare(a.clientClass(), b.clientClass()) : order;
  }

  private static <C extends Comparable<C>> int compare(C a, C b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return a.compareTo(b);
  }
}
