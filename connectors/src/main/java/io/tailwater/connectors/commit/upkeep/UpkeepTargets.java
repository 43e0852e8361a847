package io.tailwater.connectors.commit.upkeep;

import io.tailwater.connectors.lake.LakeTables;
import io.tailwater.connectors.lake.TableShape;
import io.tailwater.connectors.lake.config.RetentionConfig;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * What upkeep works towards.
 *
 * @param filesToMerge small files of a day from which on they are merged, 2 and above
 * @param sparing only files of about one size are merged with each other
 * @param rowsInMemory most rows that are sorted in memory, 1 and above
 * @param fullBytes size from which on a file is large enough, bytes, above 0
 * @param slowFrom files of a table beyond {@link TableShape#FILES_A_DAY} from which on commits are
 *     slowed, above 0
 * @param retention how long data and snapshots are kept
 */
public record UpkeepTargets(
    int filesToMerge,
    boolean sparing,
    int rowsInMemory,
    long fullBytes,
    long slowFrom,
    RetentionConfig retention)
    implements Serializable {
  /** A commit under way may name a snapshot that was the newest a little ago. */
  private static final Duration LEAST_KEPT = Duration.ofMinutes(15);

  /** Rows may stay longer than they have to by this part of the time. */
  private static final int MERGED_APART = 10;

  public UpkeepTargets {
    if (filesToMerge < 2 || rowsInMemory < 1 || fullBytes < 1 || slowFrom < 1) {
      throw new IllegalArgumentException(
          "Two files at least are merged, of a row and a byte at least, and commits slowed from one"
              + " on, got "
              + filesToMerge
              + ", "
              + rowsInMemory
              + ", "
              + fullBytes
              + ", "
              + slowFrom);
    }
  }

  /** The usual targets. */
  public static UpkeepTargets of(RetentionConfig retention) {
    return new UpkeepTargets(8, true, 50_000, 64L << 20, TableShape.SLOW_FROM, retention);
  }

  /** The same, with any two small files merged. */
  public UpkeepTargets mergingAll() {
    return new UpkeepTargets(2, false, rowsInMemory, fullBytes, slowFrom, retention);
  }

  /**
   * Time for which every snapshot is kept after a newer one took its place; 15 minutes at least.
   */
  Duration snapshotsAll() {
    Duration all = retention.snapshotsAll();
    return all.compareTo(LEAST_KEPT) < 0 ? LEAST_KEPT : all;
  }

  /** Time for which one snapshot an hour is kept. */
  Duration snapshotsHourly() {
    return retention.snapshotsHourly();
  }

  /** Days since the epoch: what is of an earlier day is not to be kept. */
  int cutoff(LakeTables kind, Instant now) {
    long seconds = now.minus(ageOf(kind)).getEpochSecond();
    return (int) Math.floorDiv(seconds, TimeUnit.DAYS.toSeconds(1));
  }

  /** Files whose commits are of two of these spans are not merged; days. */
  int daysMerged(LakeTables kind) {
    return (int) Math.max(1, ageOf(kind).toDays() / MERGED_APART);
  }

  private static Duration stay(Duration age) {
    return age.plus(age.dividedBy(MERGED_APART)).plusDays(2);
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  private Duration ageOf(LakeTables kind) {
    return switch (kind) {
      case EVENTS -> retention.events();
      case REJECTS -> retention.rejects();
      case REQUESTS_HOURLY -> retention.requestsHourly();
      // As long as rows of the other tables may stay that it counts.
      case LEDGER ->
          longest(
              retention.requestsHourly(),
              longest(stay(retention.events()), stay(retention.rejects())));
    };
  }
}
