package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.config.RetentionConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * What upkeep works towards.
 *
 * @param filesToMerge small files of a day from which on they are merged, 2 and above
 * @param sparing only files of about one size are merged with each other
 * @param rowsInMemory most rows that are sorted in memory, 1 and above
 * @param fullBytes size from which on a file is large enough, bytes, above 0
 * @param snapshotsAll time for which every snapshot is kept after a newer one took its place
 * @param snapshotsHourly time for which one snapshot an hour is kept
 */
public record UpkeepTargets(
    int filesToMerge,
    boolean sparing,
    int rowsInMemory,
    long fullBytes,
    Duration snapshotsAll,
    Duration snapshotsHourly)
    implements Serializable {
  /** A commit under way may name a snapshot that was the newest a little ago. */
  private static final Duration LEAST_KEPT = Duration.ofMinutes(15);

  public UpkeepTargets {
    if (filesToMerge < 2 || rowsInMemory < 1 || fullBytes < 1) {
      throw new IllegalArgumentException(
          "Two files at least are merged, of a row and a byte at least, got "
              + filesToMerge
              + ", "
              + rowsInMemory
              + ", "
              + fullBytes);
    }
    snapshotsAll = snapshotsAll.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : snapshotsAll;
  }

  /**
   * The usual targets.
   *
   * @param retention how long snapshots are kept; a quarter of an hour at least
   */
  public static UpkeepTargets of(RetentionConfig retention) {
    return new UpkeepTargets(
        8, true, 50_000, 64L << 20, retention.snapshotsAll(), retention.snapshotsHourly());
  }

  /** The same, with any two small files merged. */
  public UpkeepTargets mergingAll() {
    return new UpkeepTargets(2, false, rowsInMemory, fullBytes, snapshotsAll, snapshotsHourly);
  }
}
