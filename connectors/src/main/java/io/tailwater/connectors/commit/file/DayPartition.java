package io.tailwater.connectors.commit.file;

import io.tailwater.connectors.lake.LakeTables;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;

/** The days that a table is partitioned by, UTC. */
final class DayPartition {
  private static final long DAY_MICROS = TimeUnit.DAYS.toMicros(1);

  private final Table table;
  private final PartitionSpec spec;

  DayPartition(LakeTables kind, Table table) {
    this.table = table;
    this.spec = table.spec();
    if (!spec.compatibleWith(kind.spec())) {
      throw new IllegalStateException(
          "Table "
              + table.name()
              + " must be partitioned by "
              + kind.spec().fields()
              + ", got "
              + spec.fields());
    }
  }

  /** Days since the epoch of a time in microseconds since the epoch. */
  static int dayOf(long micros) {
    return (int) Math.floorDiv(micros, DAY_MICROS);
  }

  PartitionSpec spec() {
    return spec;
  }

  PartitionKey keyOf(int day) {
    PartitionKey key = new PartitionKey(spec, table.schema());
    key.set(0, day);
    return key;
  }

  /** Where a new file of that day goes. */
  String locationOf(PartitionKey day, String name) {
    return table.locationProvider().newDataLocation(spec, day, name);
  }
}
