package io.tailwater.connectors.commit.upkeep;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * On which day the rows of a file were committed. A file carries the number of the snapshot that
 * added it, and a merged one the newest of those of which it is made; this knows, for each day, the
 * highest number that was given by its end. What snapshots know of that is kept in a property of
 * the table when they expire. A day that is not known any more counts as the next one that is.
 */
public final class CommitDays {
  /** Table property: a version, then {@code <days since the epoch>:<sequence number>} each. */
  static final String PROPERTY = "tailwater.commit-days";

  private static final String VERSION = "v1";

  private final NavigableMap<Integer, Long> highest;

  private CommitDays(NavigableMap<Integer, Long> highest) {
    this.highest = highest;
  }

  /** What a table knows. */
  static CommitDays of(Table table) {
    CommitDays days = stored(table);
    table.snapshots().forEach(days::take);
    return days;
  }

  /**
   * Keeps what only snapshots know that are about to expire.
   *
   * @param staying the snapshots that stay
   */
  public static void keep(Table table, Collection<Snapshot> staying) {
    keep(table, staying, Integer.MIN_VALUE);
  }

  /**
   * The same.
   *
   * @param staying the snapshots that stay
   * @param cutoff days since the epoch; which day before it something was committed on is of no
   *     interest any more
   */
  static void keep(Table table, Collection<Snapshot> staying, int cutoff) {
    CommitDays all = of(table);
    CommitDays left = stored(table);
    staying.forEach(left::take);
    if (!left.highest.equals(all.highest)) {
      table.updateProperties().set(PROPERTY, all.text(cutoff)).commit();
    }
  }

  /** Days since the epoch of the newest commit of a file's rows, or later. */
  int dayOf(DataFile file) {
    long number = CommitNumber.of(file).orElse(Long.MAX_VALUE);
    for (var day : highest.entrySet()) {
      if (number <= day.getValue()) {
        return day.getKey();
      }
    }
    return Integer.MAX_VALUE;
  }

  private void take(Snapshot snapshot) {
    int day = (int) Math.floorDiv(snapshot.timestampMillis(), TimeUnit.DAYS.toMillis(1));
    highest.merge(day, snapshot.sequenceNumber(), Math::max);
  }

  private static CommitDays stored(Table table) {
    NavigableMap<Integer, Long> highest = new TreeMap<>();
    String[] words = table.properties().getOrDefault(PROPERTY, VERSION).split(" ");
    if (!words[0].equals(VERSION)) {
      throw new IllegalStateException(
          "Table "
              + table.name()
              + " has "
              + PROPERTY
              + " of form "
              + words[0]
              + "; this program knows "
              + VERSION);
    }
    for (int i = 1; i < words.length; i++) {
      String[] mark = words[i].split(":");
      highest.put(Integer.valueOf(mark[0]), Long.valueOf(mark[1]));
    }
    return new CommitDays(highest);
  }

  private String text(int cutoff) {
    StringBuilder text = new StringBuilder(VERSION);
    Integer lastBefore = highest.lowerKey(cutoff);
    (lastBefore == null ? highest : highest.tailMap(lastBefore, true))
        .forEach((day, number) -> text.append(' ').append(day).append(':').append(number));
    return text.toString();
  }
}
