package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.HourlyDelta;
import io.tailwater.connectors.lake.LakeTables;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    return Comparator.comparingLong(HourlyDelta::hour)
        .thenComparing(nullable(HourlyDelta::service))
        .thenComparing(nullable(HourlyDelta::endpoint))
        .thenComparing(nullable(HourlyDelta::method))
        .thenComparing(nullable(HourlyDelta::status))
        .thenComparing(nullable(HourlyDelta::region))
        .thenComparing(nullable(HourlyDelta::clientClass));
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

  private static <C extends Comparable<C>> Comparator<HourlyDelta> nullable(
      Function<HourlyDelta, C> column) {
    return Comparator.comparing(column, Comparator.nullsFirst(Comparator.naturalOrder()));
  }
}
