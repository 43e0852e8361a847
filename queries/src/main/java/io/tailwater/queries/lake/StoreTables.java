package io.tailwater.queries.lake;

import io.tailwater.connectors.lake.LakeTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * The tables of a store, and what a load does to them: rollups of the newest days, as many as its
 * share of the memory has room for, and the whole ledger. Each load is within a transaction of its
 * caller, and gives the first hour that is in memory after it. Not thread-safe.
 */
final class StoreTables {
  /** Where the rollups of a store are. */
  enum Rollups {
    /** The newest days in memory, the others in the cut's files. */
    IN_MEMORY,
    /** All in the cut's files. */
    IN_FILES,
    /** It has none. */
    NOWHERE
  }

  /** Rows of the lake that are taken in at once, a few seconds' work. */
  private static final long BATCH_ROWS = 400_000;

  /** Rows of the newest days, before which there is no answer. */
  private static final long FIRST_ROWS = 100_000;

  /** More than a row takes in memory in all tiers, so that a batch is no great share. */
  private static final long BYTES_A_ROW = 1000;

  private final Connection writer;
  private final Rollups kept;
  private final long budget;
  private final RollupTables rollups = new RollupTables();
  private boolean full;

  /** There is no room for more days. */
  static final class OutOfRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Makes the tables, empty.
   *
   * @param budget bytes that rollups may take in memory
   */
  StoreTables(Connection writer, Rollups kept, long budget) throws SQLException {
    this.writer = writer;
    this.kept = kept;
    this.budget = budget;
    rollups.create(writer);
    LedgerTable.create(writer);
  }

  boolean haveRollups() {
    return kept == Rollups.IN_MEMORY;
  }

  /** Whether older days would find no room. */
  boolean areFull() {
    return full;
  }

  void fill() {
    full = true;
  }

  /** Starts anew with the newest days. */
  int loadNewest(LakeAtCut next) throws SQLException {
    full = false;
    clear(next);
    if (!haveRollups()) {
      return kept == Rollups.NOWHERE ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    RollupDays days = RollupDays.of(next);
    int firstHour = days.firstHour(Integer.MAX_VALUE, Math.min(FIRST_ROWS, batchRows()));
    HourSpan newest = HourSpan.from(firstHour);
    rollups.append(writer, next.rollupFiles(newest), newest, 0);
    rollups.mergeGrown(writer, 0);
    return withinBudget(firstHour, 0);
  }

  /** Starts anew with no day at all. */
  int loadNone(LakeAtCut next) throws SQLException {
    clear(next);
    return RollupDays.of(next).end();
  }

  /**
   * Adds what was appended.
   *
   * @param load number of the load
   * @param oldest load of the oldest cut that must still be readable
   */
  int append(List<String> deltas, List<String> ledger, int firstHour, long load, long oldest)
      throws SQLException {
    LedgerTable.append(writer, ledger, load);
    rollups.append(writer, deltas, HourSpan.from(firstHour), load);
    rollups.mergeGrown(writer, oldest);
    return withinBudget(firstHour, oldest);
  }

  /** The days before those in memory that a load takes in next. */
  HourSpan olderDays(LakeAtCut lake, int firstHour) {
    return new HourSpan(RollupDays.of(lake).firstHour(firstHour, batchRows()), firstHour);
  }

  /**
   * Takes in older days.
   *
   * @throws OutOfRoomException when they do not fit
   */
  int loadDays(LakeAtCut lake, HourSpan days) throws SQLException {
    rollups.append(writer, lake.rollupFiles(days), days, 0);
    if (rollups.bytes(writer) > budget) {
      throw new OutOfRoomException();
    }
    rollups.settle(writer);
    return days.from();
  }

  /** Merges rows of the same key, as far as older cuts allow. */
  void merge(long oldest) throws SQLException {
    rollups.merge(writer, oldest, HourSpan.ALL);
  }

  /** The days of rows that came since this was asked before, in days since the epoch. */
  Set<Integer> takeTouched() {
    return rollups.takeTouched();
  }

  /** The tables are as they were before a load that failed. */
  void settle() throws SQLException {
    rollups.settle(writer);
  }

  private void clear(LakeAtCut next) throws SQLException {
    rollups.create(writer);
    LedgerTable.create(writer);
    LedgerTable.append(writer, next.files(LakeTables.LEDGER), 0);
  }

  /** Lets the oldest days go when the rollups have outgrown their share of the memory. */
  private int withinBudget(int firstHour, long oldest) throws SQLException {
    if (!haveRollups() || rollups.bytes(writer) <= budget) {
      return firstHour;
    }
    full = true;
    // Some room is made, so that this happens seldom.
    int first = rollups.firstHourWithin(writer, budget / 4 * 3);
    rollups.merge(writer, oldest, HourSpan.from(first));
    return Math.max(first, firstHour);
  }

  private long batchRows() {
    return Math.min(BATCH_ROWS, Math.max(1, budget / BYTES_A_ROW / 4));
  }
}
