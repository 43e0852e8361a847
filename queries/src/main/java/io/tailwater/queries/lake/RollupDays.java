package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.iceberg.FileScanTask;

/**
 * How many rows of the rollups each day has. Only to choose what to read: files that are not
 * partitioned by day count as older than all others.
 *
 * @param rows by days since the epoch
 */
record RollupDays(NavigableMap<Integer, Long> rows) {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  static RollupDays of(LakeAtCut lake) {
    NavigableMap<Integer, Long> rows = new TreeMap<>();
    lake.forEachFile(
        LakeTables.REQUESTS_HOURLY,
        task -> {
          Integer day = dayOf(task);
          rows.merge(day == null ? UNKNOWN : day, task.file().recordCount(), Long::sum);
        });
    return new RollupDays(rows);
  }

  /** The day that a file is of, since the epoch; null for one that is not partitioned by day. */
  static Integer dayOf(FileScanTask task) {
    boolean daily =
        task.spec().fields().size() == 1
            && "day".equals(task.spec().fields().get(0).transform().toString());
    return daily ? task.file().partition().get(0, Integer.class) : null;
  }

  /**
   * The first hour of as many days as make up some rows, or more by less than a day's.
   *
   * @param before the hour after the last day
   * @return {@link Integer#MIN_VALUE} when no day is before those
   */
  int firstHour(int before, long wanted) {
    long taken = 0;
    for (var day :
        rows.headMap(Math.floorDiv(before, 24), before == Integer.MAX_VALUE)
            .descendingMap()
            .entrySet()) {
      taken += day.getValue();
      if (taken >= wanted && day.getKey() != UNKNOWN && rows.lowerKey(day.getKey()) != null) {
        return day.getKey() * 24;
      }
    }
    return Integer.MIN_VALUE;
  }

  /** The hour after the last day. */
  int end() {
    return rows.isEmpty() ? Integer.MIN_VALUE : (rows.lastKey() + 1) * 24;
  }
}
